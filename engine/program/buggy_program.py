"""A program with bugs: the right one, with wrong steps in the places of some of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from engine.bugs import bugs
from engine.bugs.bug import RULE, Bug, Site, Wrong
from engine.formula import latex, template
from engine.kept import beside, kept
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
        found = _wrong(program, bug, made.values())
        for writes in _wrong(program, bug, program.steps) if bug.turn == RULE else ():
            if changed.setdefault(writes, bug.id) != bug.id:
                message = f"{changed[writes]} and {bug.id} change the same step, that of {writes}"
                raise InvalidExperiment("/bugs", message)
        made |= {writes: _put(program, made[writes], w, bug) for writes, w in found.items()}
    return {writes: s for writes, s in made.items() if s is not program.writer[writes]}


@beside
def fitting(program: Program) -> dict[str, tuple[str, ...]]:
    """The bugs that change a program, with the tensors whose steps they replace."""
    found = {name: tuple(_wrong(program, bug, program.steps)) for name, bug in bugs.items()}
    return {name: written for name, written in found.items() if written}


def check_bugs(program: Program, ids: tuple[str, ...]) -> None:
    """Every bug finds something to change in the program; raises InvalidExperiment if not."""
    for k, name in enumerate(ids):
        if name not in fitting(program):
            message = f"{name} changes nothing here: it needs {bugs[name].needs}"
            raise InvalidExperiment(f"/bugs/{k}", message, list(fitting(program)))
    if ids:
        with_bugs(program, ids)


def _wrong(program: Program, bug: Bug, steps: Iterable[Step]) -> dict[str, Wrong]:
    """What a bug puts in the place of steps, by the tensors that they write."""
    found = ((at.writes, bug.replace(at)) for at in _sites(program, steps))
    return {writes: wrong for writes, wrong in found if wrong}


def _sites(program: Program, steps: Iterable[Step]) -> Iterator[Site]:
    loss = next(s for s in program.steps if s.phase == "loss")
    output = program.writer[loss.reads[program.ops[loss.op].input]].op
    shapes = {name: t.cells for name, t in program.tensors.items()}
    kinds = {name: t.role_kind for name, t in program.tensors.items()}
    for s in steps:
        yield Site(
            s.phase, program.ops[s.op], s.rule, s.method, s.writes, s.reads, program.roles[s.op],
            shapes, kinds, program.batch, s.op == output,
        )  # fmt: skip


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
