"""One thing is one thing, in words."""

import pytest

from engine.counted import counted


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1200, "1,200 rows"), ("1 × 2", "1 × 2 rows")],
)  # fmt: skip
def test_one_is_singular_and_all_else_plural(count: int | str, said: str) -> None:
    assert counted(count, "row") == said
