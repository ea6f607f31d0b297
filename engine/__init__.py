"""A feed-forward network whose every step is an equation that can be run, shown and proven.

>>> from engine import example, trace
>>> t = trace(example("mazur-2-2-2").experiment)
>>> float(t["E"])
0.2983711087600027
>>> float(t["d_W2"][0, 0])
0.08216704056423078
"""

from engine.data.dataref import DataRef
from engine.examples import Example, example, examples
from engine.experiment.value import Experiment, InvalidExperiment, Layer
from engine.explain.check import CellCheck, check
from engine.explain.descent import descent, loss_slice
from engine.explain.non_finite import explain_non_finite
from engine.explain.nudge import Nudge, nudge
from engine.explain.paths import Path, Paths, paths
from engine.explain.provenance import explain
from engine.explain.pulls import Pulls, pulls
from engine.ops import registry
from engine.playground import from_playground
from engine.program.program import Program, Step, Tensor
from engine.run.checkpoint import Checkpoint
from engine.run.divergence import Diverged, NonFinite
from engine.run.history import History
from engine.run.trace import Trace, trace
from engine.run.training import Training

__all__ = [
    "CellCheck",
    "Checkpoint",
    "DataRef",
    "Diverged",
    "Example",
    "Experiment",
    "History",
    "InvalidExperiment",
    "Layer",
    "NonFinite",
    "Nudge",
    "Path",
    "Paths",
    "Program",
    "Pulls",
    "Step",
    "Tensor",
    "Trace",
    "Training",
    "check",
    "descent",
    "example",
    "examples",
    "explain",
    "explain_non_finite",
    "from_playground",
    "loss_slice",
    "nudge",
    "paths",
    "pulls",
    "registry",
    "trace",
]
