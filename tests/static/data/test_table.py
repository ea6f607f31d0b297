"""What the page itself does with a table: uses of columns, gaps between rows, rows in sight."""

import json
from typing import Any

import pytest

from tests.static.data.test_layers import run
from tests.static.pure import Core

NONE: dict[str, list[int]] = {
    name: [] for name in ("target", "input", "ignore", "category", "number")
}


def uses(*told: str) -> list[dict[str, Any]]:
    """Columns as `use kind`."""
    pairs = (one.split() for one in told)
    return [{"name": "", "use": u, "kind": k, "unit": "", "reason": None} for u, k in pairs]


@pytest.mark.parametrize(
    ("columns", "column", "use", "changed"),
    [
        (("input number", "target number"), 1, "target", {"target": [1, 2]}),
        (("input number", "target category"), 1, "target", {"target": [1]}),
        (("input category", "target number"), 1, "target", {"target": [1]}),
        (("ignored date", "target number"), 1, "input", {"target": [2], "input": [1]}),
        (("input number", "target number"), 1, "ignored", {"target": [2], "ignore": [1]}),
        (("input number", "target number"), 2, "input", {"input": [2]}),
    ],
)
def test_a_column_gets_another_use(
    core: Core, columns: tuple[str, ...], column: int, use: str, changed: dict[str, list[int]]
) -> None:
    code = "m.withUse(uses, chosen, column, use)"
    found = run(core, code, uses=uses(*columns), chosen=NONE, column=column, use=use)
    assert found == NONE | changed
    back = run(core, code, uses=uses(*columns), chosen=found, column=column, use="ignored")
    assert column not in [*back["input"], *back["target"]]
    assert back["ignore"] == [column]


def test_a_column_gets_another_kind(core: Core) -> None:
    code = "m.withKind(uses, chosen, column, kind)"
    two = {"uses": uses("target number", "target number"), "chosen": NONE | {"target": [1, 2]}}
    found = run(core, code, **two, column=1, kind="category")
    assert found == NONE | {"target": [1], "category": [1]}
    found = run(core, code, uses=two["uses"], chosen=found, column=1, kind="number")
    assert found == NONE | {"target": [1], "number": [1]}


def test_gaps_between_shown_rows_are_counted(core: Core) -> None:
    rows = [{"place": k} for k in (0, 1, 2, 9, 19)]
    found = run(core, "m.withGaps(rows, 40)", rows=rows)
    assert [row["left_out"] for row in found["rows"]] == [0, 0, 0, 6, 9]
    assert found["more"] == 20


@pytest.mark.parametrize(
    ("text", "experiment"),
    [
        (json.dumps({"experiment": {"layers": []}}), True),
        (json.dumps({"layers": []}), True),
        ('\ufeff {"layers": [', True),
        ('{"a": 1}', False),
        ("[1, 2]", False),
        ("layers,b\n1,2\n", False),
        ("", False),
    ],
)
def test_what_a_file_holds_decides(core: Core, text: str, experiment: bool) -> None:
    assert run(core, "m.isExperiment(text)", text=text) is experiment


def test_columns_of_a_table_are_no_pixels(core: Core) -> None:
    inputs = [[0.0] * 16]
    assert run(core, "m.domainOf([16], x)", x=inputs)["kind"] == "image"
    assert run(core, "m.domainOf([16], x, true)", x=inputs)["kind"] == "rows"


def test_rows_in_sight_are_all_there_and_few(core: Core) -> None:
    for top in (0, 13, 26 * 990, 26 * 2000 - 200):
        rows = run(core, "m.inSight(top, 200, 26, 2000)", top=top)
        assert rows == list(range(rows[0], rows[-1] + 1))
        assert rows[0] * 26 <= top
        assert (rows[-1] + 1) * 26 >= min(top + 200, 2000 * 26)
        assert len(rows) <= 20


def test_keys_stay_within_the_rows(core: Core) -> None:
    code = "keys.map((k) => m.rowAt(k, 3, 7, 9))"
    keys = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "a"]
    assert run(core, code, keys=keys) == [2, 4, 0, 8, 0, 8, None]
    for row, top in [(0, 500), (30, 0), (10, 100)]:
        now = run(core, "m.broughtIn(row, top, 200, 26)", row=row, top=top)
        assert now <= row * 26
        assert (row + 1) * 26 <= now + 200
