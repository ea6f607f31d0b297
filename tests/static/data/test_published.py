"""Printed beside computed: each number finds its own, and exactly the wrong ones are marked."""

from typing import Any

import numpy as np
import pytest

from engine import example, examples
from tests.static.pure import Core

READ = """async ({ base, example }) => {
    const { besidePrinted, comparison, hasWrong } = await import(`${base}/core/data/published.js`);
    const rows = comparison(example);
    for (const row of rows) row.text = besidePrinted(row.computed, row.printed);
    return { rows, wrong: hasWrong(example) };
}"""


def read(core: Core, name: str) -> Any:
    one = example(name)
    document = {"published": one.published, "recomputed": one.recomputed, "wrong": one.wrong}
    return core.evaluate(READ, example=document)


def leaves(value: Any) -> list[Any]:
    return [x for v in value for x in leaves(v)] if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", examples())
def test_printed_numbers_find_their_own_and_the_wrong_ones_are_marked(
    core: Core, name: str
) -> None:
    one, found = example(name), read(core, name)
    printed = [x for v in one.published.values() for x in leaves(v) if x is not None]
    assert [row["printed"] for row in found["rows"]] == printed
    for row in found["rows"]:
        ours = np.asarray(one.recomputed[row["name"]])
        assert row["computed"] == ours[tuple(row["cell"])]
        if row["wrong"]:
            assert float(row["text"].replace("−", "-")) != row["printed"]
    marked = [row for row in found["rows"] if row["wrong"]]
    listed = sum(1 if marks is True else len(marks) for marks in one.wrong.values())
    assert len(marked) == listed
    assert found["wrong"] is bool(one.wrong)
