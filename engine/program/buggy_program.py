"""A program with bugs: the right one, with wrong steps in the places of some of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.bugs import bugs
from engine.bugs.bug import RULE, Bug, Site, Wrong
from engine.formula import latex, template
from engine.kept import beside, kept
from engine.op import Shape
from engine.program.program import Program, Step
from engine.validation.validate import InvalidExperiment


@kept(lambda made: made.bytes)
def with_bugs(program: Program, ids: tuple[str, ...]) -> Program:
    """The program with these bugs of the registry; raises as `put_in` does."""
    return put_in(program, [bugs[name] for name in bugs if name in ids])


def put_in(program: Program, wanted: Sequence[Bug]) -> Program:
    """The program with these bugs, those first that change what a step reads.

    Raises InvalidExperiment, at /bugs, where two want the same step or its steps wait for each
    other.
    """
    changed = wrong_steps(program, wanted)
    steps = _ordered([changed.get(s.writes, s) for s in program.steps])
    return replace(
        program, steps=steps, writer={s.writes: s for s in steps}, bugs=tuple(b.id for b in wanted)
    )


def wrong_steps(program: Program, wanted: Sequence[Bug]) -> dict[str, Step]:
    """The steps that these bugs put in, by what they write; raises where two want the same.

    The error is InvalidExperiment.
    """
    made, changed = {s.writes: s for s in program.steps}, dict[str, str]()
    for bug in sorted(wanted, key=lambda bug: bug.turn):
        alone = _known(program, bug.id) if bugs.get(bug.id) is bug else _alone(program, bug)
        for writes in alone if bug.turn == RULE else ():
            if changed.setdefault(writes, bug.id) != bug.id:
                message = f"{changed[writes]} and {bug.id} change the same step, that of {writes}"
                raise InvalidExperiment("/bugs", message)
        others = [s for writes, s in made.items() if s is not program.writer[writes]]
        again = {w: _put(program, made[w], how, bug) for w, how in _wrong(program, bug, others)}
        made |= {w: s for w, s in alone.items() if made[w] is program.writer[w]} | again
    return {writes: s for writes, s in made.items() if s is not program.writer[writes]}


@beside
def _known(program: Program, bug: str) -> dict[str, Step]:
    return _alone(program, bugs[bug])


def _alone(program: Program, bug: Bug) -> dict[str, Step]:
    """The steps that a bug puts in where there is no other."""
    found = _wrong(program, bug, program.steps)
    return {writes: _put(program, program.writer[writes], how, bug) for writes, how in found}


@beside
def fitting(program: Program) -> dict[str, tuple[str, ...]]:
    """The bugs that change a program, with the tensors whose steps they replace."""
    found = ((name, _wrong(program, bug, program.steps)) for name, bug in bugs.items())
    return {name: tuple(writes for writes, _ in wrong) for name, wrong in found if wrong}


def check_bugs(program: Program, ids: tuple[str, ...]) -> None:
    """Every bug finds something to change in the program; raises InvalidExperiment if not."""
    for k, name in enumerate(ids):
        if name not in fitting(program):
            message = f"{name} changes nothing here: it needs {bugs[name].needs}"
            raise InvalidExperiment(f"/bugs/{k}", message, list(fitting(program)))
    if ids:
        with_bugs(program, ids)


def _wrong(program: Program, bug: Bug, steps: Iterable[Step]) -> list[tuple[str, Wrong]]:
    """What a bug puts in the place of steps, with the tensors that they write."""
    found = ((s.writes, bug.replace(_site(program, s))) for s in steps)
    return [(writes, wrong) for writes, wrong in found if wrong]


def _site(program: Program, step: Step) -> Site:
    s, (output, shapes, kinds) = step, _surroundings(program)
    return Site(
        s.phase, program.ops[s.op], s.rule, s.method, s.writes, s.reads, program.roles[s.op],
        shapes, kinds, program.batch, s.op == output,
    )  # fmt: skip


@beside
def _surroundings(program: Program) -> tuple[int, dict[str, Shape], dict[str, str]]:
    """The op that gives the output; of all tensors the shape of one example, and their kinds."""
    loss = next(s for s in program.steps if s.phase == "loss")
    output = program.writer[loss.reads[program.ops[loss.op].input]].op
    shapes = {name: t.cells for name, t in program.tensors.items()}
    return output, shapes, {name: t.role_kind for name, t in program.tensors.items()}


def _put(program: Program, step: Step, wrong: Wrong, bug: Bug) -> Step:
    parts = latex(wrong.rule.cell, program.constants(step.op))
    same = wrong.rule is step.rule
    return replace(
        step,
        rule=wrong.rule,
        method=wrong.method,
        reads=dict(wrong.reads),
        formula=wrong.rule.matrix or template(parts),
        cell=tuple(parts),
        cells=step.cells if same else None,
        own=step.own if same else None,
        keys=(f"bug.{bug.id}.where", *step.keys),
        only=wrong.only or step.only,
        turned=wrong.turned or step.turned,
        bugs=(*step.bugs, bug.id),
    )


def _ordered(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps as they stand, but each behind those that it reads."""
    writer = {s.writes: s for s in steps}
    done: dict[str, Step] = {}
    waiting: set[str] = set()

    def put(step: Step) -> None:
        if step.writes in done:
            return
        if step.writes in waiting:
            message = "the new weights cannot be used so early: they wait for all gradients"
            raise InvalidExperiment("/bugs", message)
        waiting.add(step.writes)
        for name in step.reads.values():
            if name in writer:
                put(writer[name])
        done[step.writes] = replace(step, index=len(done))

    for step in steps:
        put(step)
    return tuple(done.values())
