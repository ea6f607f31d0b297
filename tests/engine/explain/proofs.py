"""What has to hold for every number of an experiment: each function yields what does not."""

from dataclasses import replace

import numpy as np

from engine import Experiment, Trace, trace
from engine.explain.check import checking
from engine.explain.nudge import nudge
from engine.explain.paths import paths
from engine.explain.place import followed
from engine.explain.provenance import value_of
from engine.explain.pulls import pulls
from engine.pausing import finish
from tests.engine.oracle import EXACT, allowed

LISTED = 40
EPSILONS = [10.0**-k for k in range(1, 9)]


def faults(
    experiment: Experiment, rng: np.random.Generator, cells: int = 3, iteration: int = 0
) -> list[str]:
    """All that does not hold of an iteration, or of the last finite one before; of each tensor so
    many cells are drawn."""
    done = trace(replace(experiment, input_gradient=True), iteration)
    drawn = [
        (name, tuple(int(rng.integers(n)) for n in done.program.tensors[name].shape))
        for name in followed(done.program)
        for _ in range(cells)
    ]
    return [
        *wrong_checks(done, cells),
        *wrong_paths(done, drawn),
        *wrong_nudges(done, drawn, rng),
        *wrong_pulls(done, drawn),
        *wrong_terms(done, rng, cells),
    ]


def wrong_checks(done: Trace, cells: int) -> list[str]:
    """A gradient that is said to be wrong."""
    return [
        f"check {c.parameter}{c.cell}: {c.analytic} against {c.numeric}, {c.complex_step}"
        for c in finish(checking(done, most=cells))
        if c.agrees is False
    ]


def wrong_paths(done: Trace, drawn: list) -> list[str]:
    """Paths whose sum is not the gradient of the trace, or whose list is not that sum."""
    found, exact = [], max(allowed(done), _left_of_error(done))
    for name, cell in drawn:
        p, gradient = paths(done, name, cell, LISTED), done[f"d_{name}"][cell]
        listed = [path.product for path in p.listed]
        if abs(p.gradient - gradient) > exact * p.size:
            found.append(f"paths of {name}{cell}: {p.gradient} against {gradient}")
        if abs(sum(listed) + p.rest - gradient) > exact * p.size:
            found.append(f"listed of {name}{cell}: {sum(listed)} + {p.rest} against {gradient}")
        if len(listed) != min(p.count, LISTED) or len({q.cells for q in p.listed}) > p.count:
            found.append(f"count of {name}{cell}: {len(listed)} of {p.count}")
        sizes = np.abs(listed)
        if np.any(sizes[1:] > sizes[:-1] * (1 + EXACT)):
            found.append(f"order of {name}{cell}: {listed}")
        found += [
            f"product of {name}{cell}: {q}"
            for q in p.listed[:3]
            if abs(np.prod(q.derivatives) - q.product) > EXACT * abs(q.product)
        ]
    return found


def _left_of_error(done: Trace) -> float:
    """What float64 leaves of a − y where the loss is computed from z: δ comes at once from terms
    below 1 that cancel to a − y as the network learns, and paths go through ∂E/∂a and the slope.
    """
    loss = next(s for s in done.program.steps if s.phase == "loss")
    if not getattr(done.program.ops[loss.op], "beside", ()):
        return 0.0
    apart = np.abs(done[loss.reads["a"]] - done[loss.reads["y"]])
    return float(np.finfo(float).eps / apart[apart > 0].min(initial=1.0))


def wrong_nudges(done: Trace, drawn: list, rng: np.random.Generator) -> list[str]:
    """Nudges that say that a gradient is wrong, or whose parts do not add up."""
    found = []
    for name, cell in drawn:
        n = nudge(done, name, cell, float(rng.choice(EPSILONS)))
        parts = n.promised + n.curvature + n.remainder
        if n.reason == "wrong" or abs(parts - n.change) > EXACT * (
            abs(n.change) + abs(n.curvature)
        ):
            found.append(
                f"nudge of {name}{cell} by {n.epsilon}: {n.reason}, {n.change}, {n.promised}"
            )
    return found


def wrong_pulls(done: Trace, drawn: list) -> list[str]:
    """Pulls whose sum is not the gradient, or parts of a loss whose sum is not E."""
    found = []
    for name, cell in drawn:
        if name in done.program.parameters:
            p, gradient = pulls(done, name, cell), done[f"d_{name}"][cell]
            if abs(p.pulls.sum() - gradient) > EXACT * paths(done, name, cell, 1).size:
                found.append(f"pulls on {name}{cell}: {p.pulls.sum()} against {gradient}")
            if abs(p.losses.sum() - done["E"]) > EXACT * np.abs(p.losses).sum():
                found.append(f"losses: {p.losses.sum()} against {done['E']}")
            if p.agreement is not None and not 0 <= p.agreement <= 1 + EXACT:
                found.append(f"agreement {p.agreement}")
    return found


def wrong_terms(done: Trace, rng: np.random.Generator, cells: int) -> list[str]:
    """Cells that are not what their formula makes of what they read."""
    found = []
    for step in done.program.steps:
        values = done[step.writes]
        for _ in range(cells if values.size else 0):
            cell = tuple(int(rng.integers(n)) for n in values.shape)
            try:
                made = value_of(done, step.writes, cell)
            except (ZeroDivisionError, ValueError, OverflowError):
                continue  # the plain formula has no value there, the rule a stable form
            if abs(made - values[cell]) > 1e-8 * max(1.0, np.abs(values).max()):
                found.append(f"terms of {step.writes}{cell}: {made} against {values[cell]}")
    return found
