"""Answers in plain numbers are read at once as each is by itself."""

import numpy as np
import pytest

from engine import example, trace
from engine.explain import submission as whole
from engine.explain.submission import submission
from engine.explain.typed_number import LARGEST
from engine.pausing import finish
from engine.validation.validate import InvalidExperiment

DONE = trace(example("tiny-cnn").experiment)
PLAIN = {s.writes: np.round(DONE[s.writes], 3).tolist() for s in DONE.program.steps}
SQUARE = next(n for n in PLAIN if np.ndim(PLAIN[n]) == 2)


@pytest.mark.parametrize(
    "more", [{}, {"E": "0,5"}, {SQUARE: {"0,0": 0.25}}, {SQUARE: [[1, 2.5]]}, {"E": None}]
)
def test_numbers_are_read_at_once_as_one_by_one(monkeypatch, more) -> None:
    answers = {**PLAIN, **more}
    if SQUARE in more and isinstance(more[SQUARE], list):
        answers[SQUARE] = np.zeros(DONE[SQUARE].shape).astype(int).tolist()
    at_once = finish(submission(DONE.program, answers))
    monkeypatch.setattr(whole, "read_plain", lambda *_: ())
    singly = finish(submission(DONE.program, answers))
    for one, other in ((at_once.values, singly.values), (at_once.within, singly.within)):
        assert np.array_equal(one, other, equal_nan=True)
    assert at_once.complete == singly.complete


@pytest.mark.parametrize(
    "given", [2 * LARGEST, float("nan"), True, [0.5], [[0.1, 0.2], [0.3]], {"x": 1.0}]
)
def test_what_is_no_number_is_told_among_plain_ones(given) -> None:
    with pytest.raises(InvalidExperiment):
        finish(submission(DONE.program, {**PLAIN, "E": given}))


def test_rows_of_one_tensor_are_not_taken_for_those_of_another() -> None:
    """Two rows of three and four of three: six rows either way."""
    done = trace(example("ai-by-hand-4-3-4-3").experiment)
    z1, d_W2 = done["z1"], done["d_W2"]
    assert (z1.shape, d_W2.shape) == ((2, 3), (4, 3))
    with pytest.raises(InvalidExperiment):
        finish(submission(done.program, {"z1": d_W2.tolist(), "d_W2": z1.tolist()}))
