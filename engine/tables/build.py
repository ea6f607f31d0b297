"""Columns → a dataset: inputs and targets as numbers, scaled where that is wanted."""

from dataclasses import dataclass, replace

import numpy as np

from engine.data.dataset import Dataset, check_code, code, code_names, prepared, rounded
from engine.data.scaling import Scaling
from engine.op import Array
from engine.random.seed import Seed, entropy
from engine.settings import InvalidSetting
from engine.tables import images
from engine.tables.column import Column
from engine.tables.findings import Finding, UnusableTable
from engine.tables.grid import Grid
from engine.tables.numerals import written
from engine.tables.options import Limits, TableOptions
from engine.tables.scale import differ, large
from engine.tables.uses import Uses, classes_of


@dataclass(frozen=True, eq=False)
class Labels:
    """The class of each row, as its place in `names`; `coded` if the numbers are the code too."""

    places: Array
    names: tuple[str, ...]
    coded: str | None = None


@dataclass(frozen=True, eq=False)
class Built:
    """The data, what standardised its targets, and the side of images if inputs can be some."""

    data: Dataset
    target_scaling: Scaling | None
    side: int | None


def target_labels(
    targets: list[Column], rows: Array, grid: Grid, kinds: dict[int, str]
) -> Labels | None:
    """Classes of the target, of the rows that are used; None if it is a quantity."""
    target = targets[0]
    if len(targets) > 1:
        return None
    if target.categories:
        found, places = np.unique(target.values[rows].astype(int), return_inverse=True)
        return Labels(places, tuple(target.categories[k] for k in found))
    if not classes_of(target, rows, kinds.get(target.place)):
        return None
    values, places = np.unique(target.values[rows], return_inverse=True)
    numbers = values.tolist()
    if grid.classes and target.place == len(grid.names) - 1 and values[-1] < len(grid.classes):
        return Labels(places, tuple(grid.classes[int(v)] for v in values))
    coded = {(0.0, 1.0): "zero_one", (-1.0, 1.0): "plus_minus"}.get(tuple(numbers))
    return Labels(places, tuple(written(v) for v in numbers), coded)


def build(
    use: Uses, labels: Labels | None, rows: Array, how: TableOptions, seed: Seed,
    limits: Limits, findings: list[Finding],
) -> Built:  # fmt: skip
    """The dataset of the rows, with what is to be told of it. Raises UnusableTable."""
    inputs, targets = use.inputs, use.targets
    x = np.concatenate([column.inputs(rows) for column in inputs], axis=1)
    _check_width(x.shape[1], limits, findings)
    names = [name for column in inputs for name in column.names()]
    side = images.side_of(inputs)
    if how.images != "no":
        x, names = _pixels(x, inputs, side, how, findings)
    elif side:
        detail = f"These {len(inputs)} columns can be images of {side} × {side} pixels."
        findings.append(Finding("images", detail, change={"images": "list"}))
    scaled = _is_scaled(x, inputs, how, findings)
    _remark_constants(use, rows, findings)
    rng = np.random.default_rng(entropy(seed))
    split = how.test, scaled, rng
    if labels is None:
        y = np.stack([column.values[rows] for column in targets], axis=1)
        data = prepared(x, y, names, [column.name for column in targets], *split)
        built = _scaled_targets(Built(data, None, side), how, findings)
    else:
        coding = _coding(labels, how, findings)
        if not targets[0].categories and not labels.coded:
            detail = f"These whole numbers are read as {len(labels.names)} classes."
            findings.append(Finding("classes", detail, None, targets[0].number))
        y = code(labels.places, len(labels.names), coding)
        same = labels.coded == coding
        outputs = (targets[0].name,) if same else code_names(labels.names, coding)
        data = prepared(x, y, names, outputs, *split, labels.names, labels.places)
        built = Built(data, None, side)
    return _compact(built, how) if how.compact else built


def _coding(labels: Labels, how: TableOptions, findings: list[Finding]) -> str:
    """How the classes are written as numbers; raises UnusableTable for more than two as one."""
    coding = (labels.coded or "one_hot") if how.targets == "auto" else how.targets
    try:
        check_code(len(labels.names), coding)
    except InvalidSetting:
        detail = f"The target has {len(labels.names)} classes, not two."
        raise UnusableTable(Finding("two_classes", detail), findings) from None
    return coding


def _compact(built: Built, how: TableOptions) -> Built:
    """What was computed has four decimals; what stands in the file stays as it is."""
    data, computed = built.data, built.data.scaling or how.images != "no"
    inputs = rounded(data.inputs) if computed else data.inputs
    targets = rounded(data.targets) if built.target_scaling else data.targets
    return replace(built, data=replace(data, inputs=inputs, targets=targets))


def _check_width(width: int, limits: Limits, findings: list[Finding]) -> None:
    if width > limits.columns:
        detail = f"The columns make {width} inputs; {limits.columns} may be."
        finding = Finding("too_many_columns", detail)
        raise UnusableTable(finding, findings, limits.columns)


def _pixels(
    x: Array, inputs: list[Column], side: int | None, how: TableOptions, findings: list[Finding]
) -> tuple[Array, list[str]]:
    ink = images.ink_of(inputs)
    if side is None or ink is None:
        raise UnusableTable(Finding("no_images", "These columns are no images."), findings)
    if ink > 1:
        findings.append(Finding("pixels", f"Each pixel is divided by {ink}."))
    names = [f"row {i + 1}, column {j + 1}" for i in range(side) for j in range(side)]
    x = x / ink
    return (x.reshape(-1, 1, side, side) if how.images == "image" else x), names


def _is_scaled(x: Array, inputs: list[Column], how: TableOptions, findings: list[Finding]) -> bool:
    if how.standardise != "auto" or how.images != "no":
        return how.standardise == "true"
    numbers = [[not c.categories] * max(len(c.categories), 1) for c in inputs]
    scaled = differ(x, np.array([n for column in numbers for n in column]))
    if scaled:
        detail = "Inputs of different size, or large ones, are brought to mean 0 and deviation 1."
        findings.append(Finding("standardised", detail, change={"standardise": "false"}))
    return scaled


def _scaled_targets(built: Built, how: TableOptions, findings: list[Finding]) -> Built:
    data = built.data
    auto = how.standardise_targets == "auto"
    if auto and not (how.standardise == "auto" and large(data.targets)):
        return built
    if how.standardise_targets == "false":
        return built
    if auto:
        detail = "Large targets are brought to mean 0 and deviation 1."
        change = {"standardise_targets": "false"}
        findings.append(Finding("standardised_target", detail, change=change))
    scaling = Scaling.of(data.targets[data.training])
    return Built(replace(data, targets=scaling(data.targets)), scaling, built.side)


def _remark_constants(use: Uses, rows: Array, findings: list[Finding]) -> None:
    for column in (*use.inputs, *use.targets):
        if len(rows) > 1 and np.ptp(column.values[rows]) == 0:
            detail = "This column has the same value in every row."
            findings.append(Finding("constant", detail, None, column.number))
