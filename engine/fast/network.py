"""Which networks are chains: dense layers, one behind the other, and a loss.

A convolution may stand in front (engine/fast/starts.py).
"""

from collections.abc import Sequence

from engine.fast.starts import images
from engine.loss import LossOp
from engine.op import ActivationOp, Op
from engine.ops.dense import Dense
from engine.program import Program


def is_chain(program: Program) -> bool:
    """Whether the network is dense layers with activations, one behind the other, and a loss."""
    used = _used(program)
    _, ops = parts(program)
    ends = [program.roles[i][program.ops[i].output] for i in used]
    starts = [program.roles[i][program.ops[i].input] for i in used]
    return (
        len(ops) % 2 == 1
        and all(type(op) is Dense for op in ops[:-1:2])
        and all(isinstance(op, ActivationOp) for op in ops[1::2])
        and isinstance(ops[-1], LossOp)
        and starts == ["a0", *ends[:-1]]
        and "d_a0" not in program.tensors
    )


def parts(program: Program) -> tuple[Sequence[Op], Sequence[Op]]:
    """The ops of a convolution in front, none if there is none, and those of the chain."""
    used = _used(program)
    ops = [program.ops[i] for i in used]
    first = program.roles[used[0]][ops[0].output]
    head = images(ops, program.tensors[first].cells)
    return head, ops[len(head) :]


def _used(program: Program) -> list[int]:
    """The ops of the forward pass and the loss."""
    return list(dict.fromkeys(s.op for s in program.steps if s.phase in ("forward", "loss")))
