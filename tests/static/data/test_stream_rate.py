"""How a run is asked to show itself."""

import pytest

from app.limits import Limits
from tests.static.pure import Core, ask


@pytest.mark.parametrize("stride", [1, 25])
def test_every_rate_is_kept_with_frames_that_a_server_sends(core: Core, stride: int) -> None:
    code = "streamRate.RATES.slice(0, -1).map((r) => [r, streamRate.pacing(r, stride)])"
    found = ask(core, "data/stream-rate", code, stride=stride)
    assert len(found) > 4
    for rate, order in found:
        assert order["per_second"] <= Limits().frames_per_second
        assert order["every"] * order["per_second"] == pytest.approx(rate * stride)


def test_the_last_rate_is_as_fast_as_the_engine_can(core: Core) -> None:
    assert ask(core, "data/stream-rate", "streamRate.pacing(streamRate.RATES.at(-1), 25)") == {
        "every": None, "per_second": 10, "growth": 0.05,
    }  # fmt: skip
