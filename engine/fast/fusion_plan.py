"""Which ops of a program are fused, and what thus is never made."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from engine.families.activation import Elementwise
from engine.op import Op
from engine.ops.activations.identity import Identity
from engine.ops.activations.relu import Relu
from engine.ops.activations.softmax import Softmax
from engine.ops.layers.conv2d import Conv2d
from engine.ops.layers.dense import Dense
from engine.ops.layers.flatten import Flatten
from engine.ops.layers.max_pool import MaxPool
from engine.ops.losses.binary_cross_entropy import OfLogits, SigmoidOfLogit
from engine.ops.losses.cross_entropy import CrossEntropy
from engine.ops.optimizers.sgd import Sgd
from engine.program.program import Program, Step

FUSED_LOSSES = {(Softmax, CrossEntropy), (SigmoidOfLogit, OfLogits)}
"""Activations and losses whose common derivative is a − y."""


@dataclass(frozen=True)
class Plan:
    """Ops are named by their place in the program, tensors by their name."""

    forward: tuple[int, ...]
    """The ops of the forward pass and, last, the loss."""
    pooled: Mapping[int, int]
    """Activation of a convolution → the max pool behind it, if the two are fused."""
    last: int | None
    """The activation that is fused with the loss."""
    planes: Mapping[str, int]
    """Tensors that lie in k × k planes, one for each cell of a window of a pool."""
    same: Mapping[str, str]
    """Tensors that are another one, number for number."""
    missing: frozenset[str]
    """Tensors that are never made: their own rules give them to who asks."""

    def of(self, name: str) -> str:
        """The tensor whose numbers those of `name` are."""
        while name in self.same:
            name = self.same[name]
        return name


def plan(program: Program) -> Plan:
    """How a program is fused."""
    steps = [s for s in program.steps if s.phase in ("forward", "loss")]
    forward = tuple(dict.fromkeys(s.op for s in steps))
    readers: dict[str, set[int]] = defaultdict(set)
    for s in steps:
        for name in s.reads.values():
            readers[name].add(s.op)
    pooled: dict[int, int] = {}
    planes: dict[str, int] = {}
    same: dict[str, str] = {}
    missing: set[str] = set()
    for index in forward:
        op, roles = program.ops[index], program.roles[index]
        pool = _pool_behind(program, index, readers)
        if pool is not None:
            pooled[index] = pool
            behind = program.roles[pool]
            names = {n for r, n in roles.items() if r in ("z", "d_z", "d_a") or r in op.rules}
            missing.add(behind["switch"])
            if moves_past_maximum(op):
                missing |= names - {roles["z"], roles["d_z"]}
            kernel: int = program.ops[pool].kernel  # type: ignore[attr-defined]
            planes |= dict.fromkeys(names, kernel) if kernel > 1 else {}
        elif type(op) is Identity and readers[roles["z"]] == {index} and roles["z"] != "a0":
            same[roles["z"]] = roles["a"]
            if "d_z" in roles:
                same[roles["d_z"]] = roles["d_a"]
        elif type(op) is Flatten:
            same[roles["flat"]] = roles["x"]
            if "d_x" in roles:
                same[roles["d_x"]] = roles["d_flat"]
    last = _fused_with_loss(program, forward[-1], readers)
    if last is not None:
        roles = program.roles[last]
        missing |= {n for r, n in roles.items() if r in ("a", "s", "d_a")}
    if is_plain_descent(program):
        missing |= {f"{name}'" for name in program.parameters}
    return Plan(forward, pooled, last, planes, same, frozenset(missing))


def moves_past_maximum(op: Op) -> bool:
    """Whether an activation may follow the maximum that it stands before: it never falls."""
    return type(op) in (Relu, Identity)


def is_plain_descent(program: Program) -> bool:
    """Whether the update is w − η ∂E/∂w, with nothing around it."""
    kinds = {type(program.ops[s.op]) for s in program.steps if s.phase == "update"}
    reads = {role for s in program.steps if s.phase == "update" for role in s.reads}
    names = {s.writes for s in program.steps if s.phase == "update"}
    others = set(program.state) | (names - {f"{n}'" for n in program.parameters})
    return Sgd in kinds and reads <= {"w", "d_w", "eta"} and not others


def _pool_behind(program: Program, index: int, readers: Mapping[str, set[int]]) -> int | None:
    """The max pool that alone reads the activation of a convolution, if they can be fused.

    Its windows have to lie side by side and leave nothing out.
    """
    op, roles = program.ops[index], program.roles[index]
    if not isinstance(op, Elementwise):
        return None
    before = program.writer.get(roles["z"])
    if before is None or type(program.ops[before.op]) is not Conv2d:
        return None
    if readers[roles["z"]] != {index} or len(readers[roles["a"]]) != 1:
        return None
    (behind,) = readers[roles["a"]]
    pool = program.ops[behind]
    if not isinstance(pool, MaxPool) or pool.kernel != pool.stride:
        return None
    sides = program.tensors[roles["a"]].cells[1:]
    return None if any(side % pool.kernel for side in sides) else behind


def _fused_with_loss(program: Program, loss: int, readers: Mapping[str, set[int]]) -> int | None:
    a = program.roles[loss]["a"]
    writer = program.writer.get(a)
    if writer is None or readers[a] != {loss}:
        return None
    kinds = (type(program.ops[writer.op]), type(program.ops[loss]))
    if kinds not in FUSED_LOSSES:
        return None
    before = program.writer.get(program.roles[writer.op]["z"])
    return writer.op if before is not None and fits_any_layout(program, before) else None


def fits_any_layout(program: Program, step: Step) -> bool:
    """Whether a rule takes views in whatever order their numbers lie, or is fused."""
    op = program.ops[step.op]
    return op.layout_free or type(op) in (Dense, Conv2d)
