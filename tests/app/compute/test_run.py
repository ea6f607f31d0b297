"""When a frame is due."""

import pytest

from app.compute.run import next_due


@pytest.mark.parametrize(
    ("now", "following"),
    [(100.0, 100.1), (100.09, 100.1), (100.1, 100.1), (100.25, 100.2), (107.03, 107.0)],
)
def test_a_run_that_is_late_keeps_to_its_own_beat(now, following):
    """Else all that a busy moment held up would be due together from then on."""
    assert next_due(100.0, 0.1, now) == pytest.approx(following)


def test_without_a_pace_a_frame_is_due_at_once():
    assert next_due(100.0, 0.0, 107.0) == 107.0


def test_runs_that_were_held_up_together_part_again():
    beats = [100.0, 100.03, 100.07]
    assert len({round(next_due(due, 0.1, 100.2), 6) % 0.1 for due in beats}) == 3
