"""The NumPy script, run here: it prints the numbers of the trace, also of a wrong program."""

import contextlib
import io

import numpy as np
import pytest

from engine.bugs import bugs
from engine.exchange import Cannot, export
from tests.engine.bugs.networks import networks_for
from tests.engine.exchange.judge import AGREES, apart, read, stays_finite
from tests.engine.exchange.sample import drawn, worked

CASES = dict([*worked(), *drawn(24)])
BEYOND = {"only_first_path", "gradients_overwritten"}
"""Mistakes that take single terms out of a convolution, which no product of arrays does."""


def run(script: str):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), np.errstate(all="ignore"):
        exec(compile(script, "script", "exec"), {"__name__": "__main__"})
    return read(out.getvalue())


@pytest.mark.parametrize("iteration", [0, 3])
@pytest.mark.parametrize("name", CASES)
def test_it_prints_what_the_engine_gives(name, iteration):
    experiment = CASES[name]
    if not stays_finite(experiment, iteration):
        pytest.skip("the training leaves the finite numbers")
    script = export(experiment, "numpy", iteration, title=name).text
    once, later = apart(experiment, run(script), iteration)
    assert once <= AGREES
    assert later <= AGREES


def test_a_script_is_short_and_needs_numpy_alone():
    script = export(CASES["mazur-2-2-2"], "numpy", title="mazur-2-2-2").text
    assert len(script.splitlines()) <= 50
    assert [line for line in script.splitlines() if "import" in line] == ["import numpy as np"]
    assert run(script).losses[0] == pytest.approx(0.2983711087600027, rel=1e-15)


@pytest.mark.parametrize("bug", bugs)
def test_a_deliberate_mistake_is_written_out(bug):
    written = 0
    for experiment in networks_for(bug, 2, 7):
        wrong = type(experiment)(**{**vars_of(experiment), "bugs": (bug,)})
        if not stays_finite(wrong, 0):
            continue
        try:
            script = export(wrong, "numpy", title="wrong").text
        except Cannot:
            assert bug in BEYOND
            continue
        assert "with a deliberate mistake" in script.splitlines()[0]
        assert bug in script
        once, _ = apart(wrong, run(script))
        assert once <= AGREES
        written += 1
    assert written


def vars_of(experiment):
    return {name: getattr(experiment, name) for name in experiment.__dataclass_fields__}


@pytest.mark.parametrize("target", ["pytorch", "keras", "jax"])
def test_what_finds_gradients_itself_refuses_a_mistake(target):
    (experiment,) = networks_for("output_slope_forgotten", 1)
    wrong = type(experiment)(**{**vars_of(experiment), "bugs": ("output_slope_forgotten",)})
    with pytest.raises(Cannot, match="output_slope_forgotten"):
        export(wrong, target)
