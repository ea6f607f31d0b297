"""Worked examples that others published, with their numbers, ours, and where they part."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from engine.experiment import Experiment


@dataclass(frozen=True, eq=False)
class Example:
    """An experiment with its source, what the source printed and what float64 gives."""

    id: str
    title: str
    author: str
    source: str | None
    experiment: Experiment
    published: dict[str, Any]
    recomputed: dict[str, Any]
    errata: str | None


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
