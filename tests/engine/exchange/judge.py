"""What a script printed, held to what the engine gives."""

import json
import re
from dataclasses import dataclass
from math import prod

import numpy as np

from engine import Checkpoint, Experiment, Trace, trace

AGREES = 1e-12
"""Relative to the largest term of what was added up."""

NOTHING = 1e-200
"""A tensor of such numbers is 0: exponents are held at −600 here, and elsewhere not."""

CALM = 100
"""Not chaotic: in ten iterations a difference in the last place grows less than so many times."""


@dataclass(frozen=True)
class Said:
    """Losses by iteration, gradients of the first one, parameters after the last.

    Iterations are counted from 0, as the engine does; scripts print them from 1.
    """

    losses: dict[int, float]
    arrays: dict[str, np.ndarray]


def read(stdout: str) -> Said:
    """What stands in the output of a script."""
    losses, arrays = {}, {}
    for line in stdout.splitlines():
        if found := re.fullmatch(r"iteration (\d+): loss (\S+)", line):
            losses[int(found[1]) - 1] = float(found[2])
        elif found := re.fullmatch(r"(\w+) (\[.*\])", line):
            arrays[found[1]] = np.array(json.loads(re.sub(r"\b(nan|inf)\b", "1e999", found[2])))
    return Said(losses, arrays)


def apart(experiment: Experiment, said: Said, iteration: int = 0) -> tuple[float, float]:
    """How far loss and gradients of the iteration are from the engine's, and what came of ten.

    The second is 0 where the training is chaotic. Raises ValueError if something was not printed.
    """
    first = trace(experiment, iteration)
    names = first.program.parameters
    if not {f"d_{n}" for n in names} | {*names} <= said.arrays.keys() or len(said.losses) != 10:
        raise ValueError(f"{sorted(said.arrays)} and {len(said.losses)} losses were printed")
    terms = largest_terms(first)
    once = [far(said.losses[iteration], first["E"])]
    once += [far(said.arrays[f"d_{n}"], first[f"d_{n}"], terms[f"d_{n}"]) for n in names]
    if chaotic(experiment, iteration):
        return max(once), 0.0
    last = trace(experiment, iteration + 9)
    later = [far(said.losses[iteration + 9], last["E"])]
    later += [far(said.arrays[n], last[f"{n}'"]) for n in names]
    return max(once), max(later)


def chaotic(experiment: Experiment, iteration: int) -> bool:
    """Whether ten iterations make much of a difference in the last place at their beginning."""
    begin = trace(experiment, iteration)
    program, start = begin.program, begin.vector[begin.program.carried]
    rng = np.random.default_rng(1)
    moved = start * (1 + 1e-15 * rng.choice([-1.0, 1.0], start.shape))
    ways = []
    for values in (start, moved):
        checkpoint = Checkpoint(iteration, values)
        ways.append(trace(experiment, iteration + 9, checkpoint))
    names = [f"{n}'" for n in program.parameters] + ["E"]
    return max(far(ways[0][n], ways[1][n]) for n in names) > CALM * 1e-15


def largest_terms(t: Trace) -> dict[str, float]:
    """A bound of the terms that each gradient is a sum of; in norms they cancel."""
    found: dict[str, float] = {}
    for step in t.program.steps:
        if step.phase != "backward":
            continue
        op, reads = t.program.ops[step.op], dict(step.reads)
        most = {r: found.get(n, float(np.abs(t[n]).max(initial=0))) for r, n in reads.items()}
        bound = prod(most.values())
        if op.family == "loss" or not any(r.startswith("d_") for r in reads):
            bound = 0.0
        elif op.kind.endswith("_norm") and "var" in reads and step.rule.writes == "d_x":
            bound = most["d_hat"] / float(np.sqrt(t[reads["var"]].min() + op.epsilon))
        elif op.family == "gather":
            bound = max(most.values())
        found[step.writes] = max(bound, float(np.abs(t[step.writes]).max(initial=0)))
    return found


def far(said, ours, term: float = 0.0) -> float:
    """The largest difference over the largest term; infinite where the shapes differ."""
    said, ours = np.asarray(said, float), np.asarray(ours, float)
    if said.shape != ours.shape or not np.isfinite(said).all():
        return float("inf")
    return float(np.abs(said - ours).max() / max(np.abs(ours).max(), term, NOTHING))


def held(experiment: Experiment, iteration: int) -> bool:
    """Whether an exponent below −600 is held there within ten iterations, as no framework does."""
    for k in range(iteration, iteration + 10):
        t = trace(experiment, k)
        for step in t.program.steps:
            kind = t.program.ops[step.op].kind
            if (
                step.phase == "forward"
                and step.rule.writes == "a"
                and kind in ("softmax", "sigmoid")
            ):
                z = t[step.reads["z"]]
                least = z - z.max(axis=-1, keepdims=True) if kind == "softmax" else z
                if least.min() < -600:
                    return True
    return False


def stays_finite(experiment: Experiment, iteration: int) -> bool:
    """Whether ten iterations from there on are finite."""
    try:
        return trace(experiment, iteration + 9).diverged is None
    except ArithmeticError:
        return False
