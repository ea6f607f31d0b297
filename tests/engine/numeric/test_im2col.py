"""Windows that move over images: how many there are, what lies under them, and the way back."""

import numpy as np
import pytest

from engine.numeric.im2col import moved, padded, put_back, under
from engine.settings import InvalidSetting


@pytest.mark.parametrize("side", range(1, 8))
@pytest.mark.parametrize("kernel", [1, 2, 3])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_places_are_counted_by_moving(side, kernel, stride, padding):
    if padding >= kernel or kernel > side + 2 * padding:
        with pytest.raises(InvalidSetting):
            moved((1, side, side), kernel, stride, padding)
        return
    starts = [s for s in range(0, 99, stride) if s + kernel <= side + 2 * padding]
    high, wide = moved((1, side, side + 1), kernel, stride, padding)
    assert high == len(starts)
    x = padded(np.zeros((2, 1, side, side + 1)), padding)
    assert under(x, kernel, stride).shape == (2, 1, high, wide, kernel, kernel)


def test_every_window_meets_the_image():
    for kernel in (1, 2, 3, 4):
        for padding in range(kernel):
            frame = padded(np.ones((1, 1, 4, 4)), padding)
            assert under(frame, kernel, 1).max(axis=(4, 5)).min() == 1


def test_putting_back_is_the_transpose_of_looking():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(2, 3, 6, 5))
    seen = under(x, 3, 2)
    parts = rng.normal(size=(3, 3, *seen.shape[:4]))
    back = np.empty_like(x)
    put_back(back, parts, 2)
    assert np.sum(back * x) == pytest.approx(np.sum(parts.transpose(2, 3, 4, 5, 0, 1) * seen))


def test_no_frame_is_no_copy():
    x = np.ones((1, 1, 2, 2))
    assert padded(x, 0) is x
    assert padded(x.astype(complex), 1).dtype == complex


def test_what_lies_under_a_window_is_looked_at_only():
    seen = under(np.ones((1, 1, 3, 3)), 2, 1)
    assert not seen.flags.writeable
