"""Reads the tables that well-known packages ship, compares them with what is right, and trains.

`python -m tools.tables_shipped` in an environment with scikit-learn, vega_datasets, statsmodels
and pandas beside `backprop-lab[tables]`. What is right was stated from the files themselves; the
numbers are compared with those that pandas reads. None of the files is kept here.
"""

import importlib.util
import io
import json
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import Experiment, Training
from engine.data.dataset import Dataset
from engine.tables import Report, TableOptions, read_table

RAW = TableOptions(standardise="false", standardise_targets="false")
STEPS = 300


@dataclass(frozen=True)
class Right:
    """Rows that are used of those found, inputs, the target, its classes, what is left out."""

    used: int
    rows: int
    inputs: int
    target: str
    classes: int = 0
    left_out: Sequence[str] = ()
    codes: Sequence[str] = ()
    pandas: dict[str, Any] | None = None
    """How pandas is to be told what it does not find out."""


def stated() -> dict[str, Right]:
    """What is right for each file, by its place among the packages."""
    text = Path(__file__).with_suffix(".json").read_text("utf-8")
    return {path: Right(**fields) for path, fields in json.loads(text).items()}


def main() -> int:
    """The number of files in which something is wrong; each is named with what it is."""
    bad = 0
    for place, right in stated().items():
        package, _, rest = place.partition("/")
        spec = importlib.util.find_spec(package)
        assert spec, f"{package} is not installed"
        assert spec.origin
        content = (Path(spec.origin).parent / rest).read_bytes()
        faults = [*_read(content, right), *_trained(content, right)]
        print("wrong" if faults else "right", place, *faults, sep="  ")
        bad += bool(faults)
    return bad


def _read(content: bytes, right: Right) -> list[str]:
    data, report = read_table(content, RAW)
    target = ", ".join(report.columns[k - 1] for k in report.targets)
    left_out = [use.name for use in report.uses if use.use == "ignored"]
    pairs = [
        ("used", len(report.lines), right.used), ("rows", report.rows, right.rows),
        ("inputs", data.inputs.shape[1], right.inputs), ("target", target, right.target),
        ("classes", len(data.classes), right.classes), ("left out", left_out, [*right.left_out]),
    ]  # fmt: skip
    faults = [f"{what}: {found} for {wanted}" for what, found, wanted in pairs if found != wanted]
    missing = set(right.codes) - {finding.code for finding in report.findings}
    return (
        faults + [f"not told: {code}" for code in missing] + _numbers(content, data, report, right)
    )


def _numbers(content: bytes, data: Dataset, report: Report, right: Right) -> list[str]:
    """Columns of numbers that differ from what pandas reads."""
    import pandas as pd

    options = {"encoding": "utf-8-sig", **(right.pandas or {})}
    frame = pd.read_csv(io.BytesIO(content), **options)
    first = 1 + (options.get("skiprows") or 0) + (options.get("header", 0) is not None)
    faults, place = [], 0
    for column in report.inputs:
        name = report.columns[column - 1]
        use = report.uses[column - 1]
        width = (
            1
            if use.kind != "category"
            else sum(n.startswith(f"{name} = ") for n in data.input_names)
        )
        if use.kind == "number":
            theirs = frame.iloc[[line - first for line in report.lines], column - 1]
            if not np.array_equal(theirs.to_numpy(float), data.inputs[:, place]):
                faults.append(f"numbers of {name}")
        place += width
    return faults


def _trained(content: bytes, right: Right) -> list[str]:
    """Whether a small network gets better at it, with the scales that are chosen at first."""
    data, _ = read_table(content)
    quantity = not right.classes
    loss = {"kind": "mse" if quantity else "binary_cross_entropy", "reduction": "mean"}
    if quantity:
        del loss["reduction"]
    last = {"units": data.targets.shape[1], "activation": "identity" if quantity else "sigmoid"}
    experiment = Experiment.from_json(
        {
            "layers": [
                {"kind": "dense", "units": 6, "activation": "tanh"},
                {"kind": "dense", **last},
            ],
            "loss": loss, "inputs": data.inputs.tolist(), "targets": data.targets.tolist(),
            "optimizer": "adam", "learning_rate": 0.02, "batch": min(32, len(data.inputs)),
            "seed": 1,
        }
    )  # fmt: skip
    losses = Training(experiment).run(STEPS)
    before, after = np.mean(losses[:10]), np.mean(losses[-10:])
    return [] if after < before else [f"loss {before:.3g} became {after:.3g}"]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(main() > 0)
