"""Worked examples that others published, with their numbers, ours, and where they part."""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from engine.experiment.value import Experiment
from engine.run.trace import trace

_run = lru_cache(maxsize=8)(trace)  # the 10,000 iterations of an example serve E and outputs


@dataclass(frozen=True, eq=False)
class Example:
    """An experiment with its source, what the source printed and what float64 gives.

    `published` maps a tensor, E_after_k or outputs_after_k (after k iterations) to numbers
    without batch axis if the batch is one example, null where none was printed. `recomputed`
    has the batch axis. `wrong` lists the printed cells that float64 does not give to their
    digits: indices into the published value, or true where that is a single number.
    """

    id: str
    title: str
    author: str
    source: str | None
    experiment: Experiment
    published: dict[str, Any]
    wrong: dict[str, Any]
    recomputed: dict[str, Any]
    errata: str | None

    def measured(self, name: str) -> np.ndarray:
        """What the engine gives for a name of `recomputed`, with batch axis.

        Shapes are those of a trace; E is ().
        """
        later = re.fullmatch(r"(E|outputs)_after_(\d+)", name)
        t = _run(self.experiment, int(later[2]) if later else 0)
        if later is None:
            return t[name]
        loss = t.program.writer["E"]
        return t["E"] if later[1] == "E" else t[loss.reads[t.program.ops[loss.op].input]]

    def printed(self, name: str, cell: tuple[int, ...]) -> tuple[float | None, bool]:
        """What the source printed for a cell as in `recomputed`, and whether it is wrong."""
        value, wrong = self.published.get(name), self.wrong.get(name, [])
        if np.ndim(value) < len(cell):  # type: ignore[arg-type]
            cell = cell[1:]
        for k in cell:
            value = value and value[k]
        return value, wrong is True or list(cell) in wrong


@cache
def example(id: str) -> Example:
    """The worked example of this name; raises KeyError with the names there are."""
    if id not in examples():
        raise KeyError(f"no example {id}; there are {', '.join(examples())}")
    data = json.loads((files(__name__) / f"{id}.json").read_text("utf-8"))
    described = {k: data[k] for k in Example.__dataclass_fields__ if k != "experiment"}
    return Example(experiment=Experiment.from_json(data["experiment"]), **described)


@cache
def examples() -> tuple[str, ...]:
    """Names of all worked examples, the shortest chain first."""
    found = (f for f in files(__name__).iterdir() if f.name.endswith(".json"))
    ordered = sorted(found, key=lambda f: json.loads(f.read_text("utf-8"))["order"])
    return tuple(f.name.removesuffix(".json") for f in ordered)
