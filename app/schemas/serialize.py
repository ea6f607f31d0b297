"""Engine values as the documents that are sent; app/parsing reads what is posted."""

import base64
import struct
from functools import lru_cache
from typing import Any

import numpy as np
import orjson
from pydantic_core import to_json

from app.lru_cache import ByteLRU
from app.problems import Problem
from app.schemas import responses
from engine import NonFinite, Program, Trace
from engine.explain.activation_curve import curve
from engine.explain.non_finite import explain_non_finite
from engine.op import Op, base
from engine.pausing import Pausing, finish
from engine.program.program import Step
from engine.validation.validate import is_finite
from engine.wiring import wires

AT_ONCE = 10_000
"""Numbers that are written between two pauses."""
SAMPLES = 65
"""Points of an activation's curve: as many as a picture of it needs."""


def trace_json(trace: Trace) -> bytes:
    """A trace as a JSON document."""
    return finish(write_json(trace))


def write_json(
    trace: Trace, *, tables: bool = True, loss_after: float | None = None
) -> Pausing[bytes]:
    """A trace as a JSON document; without tables as a responses.BareTrace."""
    header = yield from _header(trace, tables, loss_after)
    values = yield from flat(_values(trace), "list")
    return b"".join([b"{", header, b',"values":', values, b"}"])


def write_bytes(
    trace: Trace, *, tables: bool = True, loss_after: float | None = None
) -> Pausing[bytes]:
    """A trace as header, which is the JSON document without values, and raw vector."""
    header = yield from _header(trace, tables, loss_after)
    return packed(b"".join([b"{", header, b"}"]), _values(trace).astype("<f8").tobytes())


def flat(values: np.ndarray, form: str) -> Pausing[bytes]:
    """A flat array as a JSON list, or as a JSON text of float64 in base64.

    In a list, what is not finite is null.
    """
    if form == "base64":
        return b'"%b"' % base64.b64encode(values.astype("<f8").tobytes())
    if len(values) <= AT_ONCE:
        return listed(values)
    parts = []
    for begin in range(0, len(values), AT_ONCE):
        if begin:
            yield
        parts.append(listed(values[begin : begin + AT_ONCE])[1:-1])
    return b"[%b]" % b",".join(parts)


def listed(values: np.ndarray) -> bytes:
    """An array as JSON lists; what is not finite is null."""
    return orjson.dumps(np.ascontiguousarray(values), option=orjson.OPT_SERIALIZE_NUMPY)


def packed(header: bytes, values: bytes) -> bytes:
    """Header length as uint32, JSON header and raw values, all little-endian.

    Spaces behind the header bring the values to a multiple of 8, where a Float64Array can
    read them in place.
    """
    header += b" " * (-(4 + len(header)) % 8)
    return struct.pack("<I", len(header)) + header + values


def non_finite(where: NonFinite) -> responses.NonFinite:
    """Where a run left the finite numbers; the operands were finite still."""
    return responses.NonFinite(
        iteration=where.iteration,
        step=where.step,
        tensor=where.tensor,
        cell=where.cell,
        value=where.value,
        operands=[responses.Operand(**vars(read)) for read in explain_non_finite(where)],
    )


def _header(trace: Trace, tables: bool, loss_after: float | None) -> Pausing[bytes]:
    """The fields of a responses.TraceHeader, without brackets; the experiment as it was hashed."""
    moment = {
        "hash": trace.experiment.hash,
        "iteration": trace.iteration,
        "batch": trace.program.batch,
        "rows": trace.rows.tolist(),
        "diverged": non_finite(trace.diverged) if trace.diverged else None,
    }
    if loss_after is not None:
        moment["loss_after"] = loss_after
    if trace.replaced:
        moment["replaced"] = vars(trace.replaced)
    told = to_json(moment)[1:-1]
    if not tables:
        return told
    experiment = b'"experiment":' + trace.experiment.text.encode()
    table = _tables.get(trace.program)
    if table is None:
        table = yield from _table(trace.program)
        _tables.put(trace.program, table, len(table))
    return b",".join([experiment, told, table])


_tables = ByteLRU[bytes]()


def _table(program: Program) -> Pausing[bytes]:
    """The fields of a responses.Table: they are the same for every iteration, written once."""
    ops = []
    for index in range(len(program.ops)):
        ops.append(_op(program, index))
        yield
    table = {
        "ops": ops,
        "tensors": list(program.tensors.values()),
        "steps": [_step(s) for s in program.steps],
        "parameters": program.parameters,
        "state": program.state,
    }
    yield
    return to_json(table)[1:-1]


def _op(program: Program, index: int) -> dict[str, Any]:
    """The fields of a responses.Op."""
    op, roles = program.ops[index], program.roles[index]

    def cells(role: str) -> responses.Shape:
        """One example's shape; a step that is the same for every parameter has none."""
        return program.tensors[roles[role]].cells if role in roles else ()

    settings = op.to_json()
    kinds, ends = _known(type(op), tuple(roles))  # type: ignore[arg-type]  # a class has a hash
    listed = op.wiring == "listed"
    return {
        "kind": settings.pop("kind"),
        "family": op.family,
        "layer": next(s for s in program.steps if s.op == index).layer,
        "wiring": op.wiring,
        **({"wires": wires(op, (cells(op.input),), ()).tolist()} if listed else {}),
        "settings": settings,
        "input": cells(op.input),
        "inputs": tuple(map(cells, program.inputs(index))),
        "output": cells(op.output),
        "roles": roles,
        "role_kinds": kinds,
        "ends": ends,
        "parameters": op.parameters,
        "phi": getattr(op, "phi", None),
        "steepest": getattr(op, "steepest", None),
        "in_place": op.family == "activation",
        "curve": _curve(op),
    }


@lru_cache(maxsize=512)
def _known(op: type[Op], roles: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Kinds and ends of the roles that ops of a kind have a record of. They must not be changed."""
    own = {name: op.record(name) for name in roles if name in op.roles or base(name) == name}
    records = [(name, record) for name, record in own.items() if record]
    return {name: role.kind for name, role in records}, {name: role.end for name, role in records}


def _step(s: Step) -> dict[str, Any]:
    """The fields of a responses.Step; those that may be left out are where there is nothing."""
    return {
        name: value
        for name in _OF_STEPS
        if (value := s.rule.writes if name == "rule" else getattr(s, name))
        or name not in _MAY_BE_LEFT_OUT
    }


_OF_STEPS = responses.Step.model_fields
_MAY_BE_LEFT_OUT = {name for name, field in _OF_STEPS.items() if not field.is_required()}


@lru_cache(maxsize=256)
def _curve(op: Op) -> dict[str, list[float]] | None:
    return curve(op, samples=SAMPLES) or None


def _values(trace: Trace) -> np.ndarray:
    if not is_finite(trace.vector):
        raise Problem("internal", "A number that is not finite was held back.")
    return trace.vector
