"""Clip by norm: its rules themselves, which fused programs have in other calls."""

import numpy as np
import pytest

from engine.ops.clips.clip_norm import ClipNorm


@pytest.mark.parametrize("limit", [0.5, 13.0, 20.0])
def test_the_rules_do_as_torch_does(limit):
    clip, gradients = ClipNorm(limit), [np.array([[3.0, -4.0]]), np.array([12.0])]
    q, (norm, factor) = [np.empty(()) for _ in gradients], np.empty((2, 1))
    for out, d_w in zip(q, gradients, strict=True):
        clip.q(out, d_w)
    clip.norm(norm.reshape(()), *q)
    clip.factor(factor.reshape(()), norm.reshape(()))
    assert [*map(float, q)] == [25.0, 144.0]
    assert norm == 13.0
    assert factor == min(1.0, limit / 13.000001)
    for d_w in gradients:
        out = np.empty_like(d_w)
        clip.c(out, factor, d_w)
        np.testing.assert_array_equal(out, d_w * min(1.0, limit / 13.000001))
