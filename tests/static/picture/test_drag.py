"""Pixels of dragging become numbers: round steps that suit the number's size."""

import pytest

from tests.static.data.test_layers import run
from tests.static.pure import Core

STARTS = [0, 0.15, -0.4, 0.149780716, 1, -3, 7.5, 20, 480, -1e4, 999_999, 1e6, 1e-9]


@pytest.mark.parametrize("start", STARTS)
def test_a_hundred_pixels_change_a_number_by_about_its_size(core: Core, start: float) -> None:
    unit = run(core, "m.unitOf(x)", x=start)
    assert 0.5 <= 100 * unit / max(abs(start), 0.5) <= 2
    lead = f"{unit:e}"[0]
    assert lead in "125"
    there = run(core, "[1, 37, -250].map((p) => m.dragged(x, p))", x=start)
    for pixels, value in zip([1, 37, -250], there, strict=True):
        wanted = min(max(start + pixels * unit, -1e6), 1e6)
        assert abs(value - wanted) <= unit / 2 + 1e-9
        assert len(f"{value:.12g}".replace("-", "").replace(".", "").strip("0")) <= 9


def test_fine_steps_are_a_tenth_and_no_pixel_is_no_change(core: Core) -> None:
    assert run(core, "m.dragged(0.149780716, 0)") == 0.149780716
    assert run(core, "m.dragged(0.4, 3, true)") == 0.415
    assert run(core, "m.dragged(0.4, 0.3, true)") == 0.4015
    assert run(core, "m.dragged(0.4, 1)") == 0.405
    assert run(core, "Object.is(m.dragged(0.4, -80), 0)") is True


def test_many_changes_become_one(core: Core) -> None:
    found = run(
        core,
        """(() => {
            let now = m.recorded(m.recorded(m.nothing, "a"), "b");
            const before = now;
            for (const entry of "cde") now = m.joined(before, m.recorded(now, entry));
            return [now, m.undone(now), m.joined(before, before) === before];
        })()""",
    )
    assert found[0] == {"past": ["a", "b"], "now": "e", "future": []}
    assert found[1] == {"past": ["a"], "now": "b", "future": ["e"]}
    assert found[2] is True
