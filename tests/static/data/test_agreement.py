"""What a link carries and what is computed again from it: last digits may be apart."""

import pytest

from tests.static.pure import Core, ask


@pytest.mark.parametrize(
    ("again", "same"),
    [
        ([2.0, -1.0, 1e-3], True),
        ([2.0, -1.0 + 1.9e-9, 1e-3], True),
        ([2.0, -1.0 + 2.1e-9, 1e-3], False),
        ([2.0, -1.0, 1.1e-3], False),
        ([2.0, float("nan"), 1e-3], False),
        ([2.0, -1.0], False),
    ],
)
def test_a_billionth_of_the_largest_weight_is_allowed(core: Core, again, same) -> None:
    """The third number is a state, no weight."""
    text = "[" + ", ".join("NaN" if x != x else repr(x) for x in again) + "]"
    code = f"agreement.agrees([2, -1, 1e-3], {text}, 2)"
    assert ask(core, "data/agreement", code) is same


def test_where_all_weights_are_zero_nothing_may_be_apart(core: Core) -> None:
    assert ask(core, "data/agreement", "agreement.agrees([0, 0], [0, 0], 2)")
    assert not ask(core, "data/agreement", "agreement.agrees([0, 0], [0, 1e-300], 2)")
