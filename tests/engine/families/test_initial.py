"""Initial values: their moments, their bounds, their seeds."""

import numpy as np
import pytest

from engine import Experiment, registry
from engine.families.initial import fans, generator
from engine.ops import of_family

SHAPES = [(200, 300), (300, 200), (40, 20, 5, 5)]
VARIANCE = {
    "glorot": lambda n, m: 2 / (n + m),
    "he": lambda n, m: 2 / n,
    "lecun": lambda n, m: 1 / n,
}


def _draw(kind, shape=(200, 300), seed=0, **settings):
    return registry[kind](**settings).draw(shape, np.random.default_rng(seed))


def test_every_kind_is_tried_here():
    scaled = [f"{name}_{form}" for name in VARIANCE for form in ("uniform", "normal")]
    others = ["constant", "normal", "ones", "orthogonal", "seedrandom", "uniform", "zeros"]
    assert sorted(of_family("initial")) == sorted(scaled + others)


@pytest.mark.parametrize("kind", [k for k in of_family("initial") if k != "seedrandom"])
def test_what_says_that_it_draws_differs_from_seed_to_seed_and_nothing_else(kind):
    one, other = (registry[kind]().begin((3, 4), [seed]) for seed in (1, 2))
    assert registry[kind].random == (one != other).any()


@pytest.mark.parametrize("name", VARIANCE)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_variance_follows_from_the_fans(name, shape):
    field = int(np.prod(shape[2:]))
    variance = VARIANCE[name](shape[1] * field, shape[0] * field)
    uniform, normal = (_draw(f"{name}_{form}", shape) for form in ("uniform", "normal"))
    for drawn in (uniform, normal):
        assert drawn.shape == shape
        count = drawn.size
        assert abs(drawn.mean()) < 5 * (variance / count) ** 0.5
        assert drawn.var() == pytest.approx(variance, rel=5 * (2 / count) ** 0.5)
    bound = (3 * variance) ** 0.5
    assert 0.999 * bound < np.abs(uniform).max() <= bound
    assert np.abs(normal).max() > 3.5 * variance**0.5  # not truncated


def test_fans_are_those_of_pytorch():
    assert fans((3, 5)) == (5, 3)
    assert fans((8, 3, 2, 4)) == (24, 64)


def test_plain_values():
    assert not _draw("zeros").any()
    assert (_draw("ones") == 1).all()
    assert (_draw("constant", value=-2.5) == -2.5).all()
    drawn = _draw("uniform", low=2.0, high=3.0)
    assert 2 <= drawn.min() < 2.001
    assert 2.999 < drawn.max() < 3
    drawn = _draw("normal", mean=7.0, deviation=0.5)
    assert drawn.mean() == pytest.approx(7, abs=0.01)
    assert drawn.std() == pytest.approx(0.5, rel=0.02)


@pytest.mark.parametrize(
    "shape", [(4, 4), (3, 7), (7, 3), (1, 5), (5, 1), (6, 2, 3, 3), (30, 2, 3, 3)]
)
def test_orthogonal_is_orthogonal(shape):
    q = _draw("orthogonal", shape).reshape(shape[0], -1)
    small = q @ q.T if q.shape[0] <= q.shape[1] else q.T @ q
    np.testing.assert_allclose(small, np.eye(len(small)), atol=1e-14)


def test_orthogonal_favours_no_direction():
    first = [_draw("orthogonal", (3, 3), seed)[0] for seed in range(2000)]
    assert np.abs(np.mean(first, axis=0)).max() < 0.06
    np.testing.assert_allclose(np.cov(np.transpose(first)), np.eye(3) / 3, atol=0.04)


@pytest.mark.parametrize("kind", of_family("initial"))
def test_the_seed_decides(kind):
    assert _draw(kind).tobytes() == _draw(kind).tobytes()
    drawn = kind not in ("zeros", "ones", "constant")
    assert (_draw(kind, seed=1).tobytes() != _draw(kind).tobytes()) == drawn


def test_an_experiment_draws_weights_and_biases_as_it_says():
    document = {
        "layers": [{"kind": "dense", "units": 3}, {"kind": "dense", "units": 2}],
        "loss": "sse",
        "inputs": [[1.0, 2.0]],
        "targets": [[1.0, 2.0]],
    }
    plain = Experiment.from_json(document).start
    assert 0 < np.abs(plain["W1"]).max() <= (6 / 5) ** 0.5
    assert not plain["b1"].any()
    assert not plain["b2"].any()
    given = {"initial": "orthogonal", "initial_bias": {"kind": "constant", "value": 0.5}}
    start = Experiment.from_json(document | given).start
    np.testing.assert_allclose(start["W1"].T @ start["W1"], np.eye(2), atol=1e-15)
    assert (start["b2"] == 0.5).all()
    kept = Experiment.from_json(document | given | {"parameters": {"b1": [1, 2, 3]}}).start
    assert list(kept["b1"]) == [1, 2, 3]
    assert (kept["W1"] == start["W1"]).all()


@pytest.mark.parametrize("seed", [0, 1, 7, 2**32 - 1, 2**32, 2**64 + 5])
@pytest.mark.parametrize("k", [0, 1, 23])
def test_the_generator_is_numpys_own(seed, k):
    expected = np.random.default_rng([seed, k]).random(8)
    assert generator([seed, k]).random(8).tobytes() == expected.tobytes()
