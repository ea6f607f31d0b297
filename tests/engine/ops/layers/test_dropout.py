"""Dropout: seeded, of the right rate, without a change of the mean, and fixed in a check."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, Layer, check, registry, trace


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.5, 0.9])
def test_the_share_left_out_is_the_rate_and_the_mean_stays(rate):
    t = trace(_network(rate, units=200, examples=100))
    mask = t["mask0"]
    assert set(np.unique(mask)) <= {0.0, 1 / (1 - rate)}
    spread = (rate * (1 - rate) / mask.size) ** 0.5
    assert abs((mask == 0).mean() - rate) <= 5 * spread
    assert abs(mask.mean() - 1) <= 5 * spread / (1 - rate)
    np.testing.assert_array_equal(t["drop0"], t["a0"] * mask)


def test_a_cell_falls_out_where_its_number_lies_below_the_rate():
    t = trace(_network(0.3))
    np.testing.assert_array_equal(t["mask0"] == 0, t["noise0"] < 0.3)
    assert t.program.tensors["noise0"].kind == "noise"
    assert "noise0" not in t.program.writer


def test_the_numbers_come_from_seed_iteration_and_op_alone():
    made = _network(0.5)
    again = trace(_network(0.5), 3)
    assert trace(made, 3).vector.tobytes() == again.vector.tobytes()
    differ = [trace(made, 4), trace(replace(made, seed=1), 3)]
    assert all((t["noise0"] != again["noise0"]).all() for t in differ)
    two = trace(_network(0.5, twice=True))
    assert (two["noise0"] != two["noise0b"]).all()


def test_a_run_that_goes_on_from_a_checkpoint_draws_the_same():
    made = _network(0.5)
    stopped = trace(made, 2).checkpoint
    assert trace(made, 5, stopped).vector.tobytes() == trace(made, 5).vector.tobytes()


def test_neighbouring_iterations_and_ops_share_no_numbers():
    made = _network(0.5)
    drawn = [made.noise(k, op, (50,)) for k in range(20) for op in range(5)]
    assert len(np.unique(drawn)) == 20 * 5 * 50


def test_a_check_holds_the_mask_fixed():
    cells = check(_network(0.5), iteration=2)
    assert all(c.agrees for c in cells)
    assert max(c.complex_difference for c in cells) <= 1e-12
    assert any(c.analytic for c in cells)


def _network(rate, units=6, examples=4, twice=False):
    rng = np.random.default_rng(3)
    drop = Layer(registry["dropout"](rate))
    return Experiment(
        layers=(drop, *[drop] * twice, Layer(registry["dense"](2), registry["tanh"]())),
        loss=registry["sse"](),
        inputs=rng.uniform(1, 2, (examples, units)),
        targets=np.ones((examples, 2)),
    )
