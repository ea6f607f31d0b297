"""Where pure modules run: in Node and in a browser the same comes back, and faults are told."""

import math

import pytest

from tests.static.pure import Core, ask


@pytest.fixture(params=["core", "core_in_page"])
def place(request: pytest.FixtureRequest, core: Core, core_in_page: Core) -> Core:
    """Both places where they can run, one after the other."""
    return {"core": core, "core_in_page": core_in_page}[request.param]


def test_what_comes_back_is_what_it_was(place: Core) -> None:
    code = """() => [1, 0.1, -0, NaN, Infinity, -Infinity, 5e-324, null, undefined, true, "Ω\\n",
        { a: [], b: {} }]"""
    found = place.evaluate(code)
    assert found[:2] == [1, 0.1]
    assert math.copysign(1, found[2]) == -1
    assert math.isnan(found[3])
    assert found[4:] == [
        *(math.inf, -math.inf, 5e-324, None, None, True, "Ω\n"),
        {"a": [], "b": {}},
    ]


def test_an_error_is_told(place: Core) -> None:
    with pytest.raises(Exception, match="no such thing"):
        place.evaluate("async () => { throw new Error('no such thing'); }")
    assert ask(place, "picture/ticks", "typeof ticks.ticks") == "function"


def test_what_is_complained_about_is_kept(place: Core) -> None:
    place.evaluate("() => { console.warn('look here'); }")
    assert len(place.complaints) == 1
    assert "look here" in place.complaints.pop()
