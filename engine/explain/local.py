"""Local derivatives: ∂(one cell of what an op gives)/∂(one cell of what it reads).

An op's way back is linear in the gradient of its output. Asked with 1 at one output cell and 0
elsewhere it answers with that cell's derivatives; output cells that share no source are asked at
once. What a parameter's cell does comes from the complex step through the op's forward rules,
which is exact, for an op is linear in its parameters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np

from engine.explain.links import Links, everywhere, links, reached, way_back
from engine.op import Array
from engine.pausing import Pausing
from engine.run.iteration import Trace

STEP = 2.0**-67
"""h of the complex step: a power of two, by which a product only moves its exponent."""


@dataclass(frozen=True, eq=False)
class Derivatives:
    """Between flat cells of two tensors, sorted by source."""

    op: int
    given: str
    made: str
    source: Array
    to: Array
    value: Array


def of_input(done: Trace, op: int, role: str) -> Pausing[Derivatives]:
    """From what an op reads in a role to what it gives; of a loss ∂E/∂a itself."""
    program, roles = done.program, done.program.roles[op]
    given, made = roles[role], roles[program.ops[op].output]
    joined = links(program, op, role)
    yield
    if program.ops[op].family == "loss":
        value = done[roles[f"d_{role}"]].ravel()
    else:
        value = yield from _asked(done, op, role, joined)
    source, to = joined.source, joined.to
    if not joined.crossing:
        source, to = everywhere(program.batch, source, to, _size(done, given), _size(done, made))
    return Derivatives(op, given, made, source, to, value)


def of_parameter(done: Trace, name: str, cell: int) -> Derivatives:
    """From one cell of a parameter to what its op gives."""
    program, t = done.program, done.program.tensors[name]
    assert t.op is not None
    op, roles = program.ops[t.op], program.roles[t.op]
    values: dict[str, Array] = {name: done[name].astype(complex)}
    values[name].flat[cell] += 1j * STEP
    for step in program.steps:
        if step.op == t.op and step.phase == "forward" and {*step.reads.values()} & {*values}:
            out = np.empty(program.tensors[step.writes].shape, complex)
            read = [values[n] if n in values else done[n] + 0j for n in step.reads.values()]
            step.method(out, *read)
            values[step.writes] = out
    made = roles[op.output]
    at = reached(program, name, cell)
    value = values[made].reshape(program.batch, -1)[:, at].imag / STEP
    source, to = everywhere(program.batch, np.full_like(at, cell), at, 0, _size(done, made))
    return Derivatives(t.op, name, made, source, to, value.ravel())


def _asked(done: Trace, op: int, role: str, joined: Links) -> Pausing[Array]:
    """The derivative of each link: of all examples, or of each pair where examples meet."""
    program, roles = done.program, done.program.roles[op]
    seed = np.zeros(program.tensors[roles[program.ops[op].output]].shape)
    answer, calls = _calls(done, op, role, seed)
    rows = 1 if joined.crossing else program.batch
    asks, answers = seed.reshape(rows, -1), answer.reshape(rows, -1)
    value = np.empty((rows, len(joined.to)))
    order = np.argsort(joined.colours, kind="stable")
    ends = np.flatnonzero(np.diff(joined.colours[order], append=-1)) + 1
    for of_colour in np.split(order, ends[:-1]) if len(order) else ():
        to = joined.to[of_colour]
        asks[:, to] = 1.0
        for call in calls:
            call()
        value[:, of_colour] = answers[:, joined.source[of_colour]]
        asks[:, to] = 0.0
        yield
    return value.ravel()


def _calls(done: Trace, op: int, role: str, seed: Array) -> tuple[Array, list[Callable[[], None]]]:
    """The way back through an op as calls that turn the seed into the answer."""
    program, roles = done.program, done.program.roles[op]
    values = {roles[f"d_{program.ops[op].output}"]: seed}
    calls = []
    for step in way_back(program, op, role):
        read = [values[n] if n in values else done[n] for n in step.reads.values()]
        values[step.writes] = np.empty(program.tensors[step.writes].shape)
        calls.append(_call(step.method, values[step.writes], read))
    return values[roles[f"d_{role}"]], calls


def _call(method: Callable[..., None], out: Array, read: list[Array]) -> Callable[[], None]:
    return lambda: method(out, *read)


def _size(done: Trace, name: str) -> int:
    """Cells of one example; of E none, for all examples share it."""
    t = done.program.tensors[name]
    return prod(t.cells) if t.batched else 0
