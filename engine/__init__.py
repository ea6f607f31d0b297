"""A feed-forward network whose every step is an equation that can be run, shown and proven.

>>> from engine import example, trace
>>> t = trace(example("mazur-2-2-2").experiment)
>>> float(t["E"])
0.2983711087600027
>>> float(t["d_W2"][0, 0])
0.08216704056423078
"""

from engine.check import CellCheck, check
from engine.checkpoint import Checkpoint
from engine.dataref import DataRef
from engine.divergence import Diverged, NonFinite
from engine.examples import Example, example, examples
from engine.experiment import Experiment, InvalidExperiment, Layer
from engine.history import History
from engine.ops import registry
from engine.playground import from_playground
from engine.program import Program, Step, Tensor
from engine.terms import explain
from engine.trace import Trace, trace
from engine.train import Training

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
    "Program",
    "Step",
    "Tensor",
    "Trace",
    "Training",
    "check",
    "example",
    "examples",
    "explain",
    "from_playground",
    "registry",
    "trace",
]
