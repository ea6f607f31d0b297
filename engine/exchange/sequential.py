"""What the parameters of a network are called in a PyTorch `Sequential` of its ops."""

from engine.exchange.torch_model import PLAIN
from engine.program.program import Program

CALLED = {"W": "weight", "g": "weight", "b": "bias", "running_mean": "running_mean",
          "running_var": "running_var"}  # fmt: skip


def sequential_names(program: Program) -> dict[str, str]:
    """Tensor → name there, such as `0.weight`, of parameters and of the state of layers.

    Numbers count modules: an identity is none, all else in the order of the ops.
    """
    found: dict[str, str] = {}
    number = 0
    forward = dict.fromkeys(s.op for s in program.steps if s.phase == "forward")
    for k in forward:
        op = program.ops[k]
        if op.kind == "identity" and PLAIN[op.kind]:
            continue
        for role, name in program.roles[k].items():
            kept = role in op.parameters or role in op.playing("state")
            if kept and name in program.tensors:
                found[name] = f"{number}.{CALLED.get(role, role)}"
        number += 1
    return found
