"""Seven bugs on Mazur's network, against numbers that another program made."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine import Training, example, trace

KNOWN = json.loads((Path(__file__).parent / "bugs-on-mazur.json").read_text("utf-8"))["bugs"]
PRINTED = 0.291027924


@pytest.mark.parametrize("name", KNOWN)
def test_a_bug_gives_its_known_numbers(name: str) -> None:
    e = replace(example("mazur-2-2-2").experiment, bugs=() if name == "none" else (name,))
    first, known = trace(e), KNOWN[name]
    np.testing.assert_allclose(trace(e, 1)["E"], known["E_after_1"], rtol=1e-14)
    for new in ("W1'", "W2'"):
        np.testing.assert_allclose(first[new], known[new], rtol=1e-14)
    at_last = Training(e).run(10_001)[-1]
    np.testing.assert_allclose(at_last, known["E_after_10000"], rtol=1e-6)


def test_the_printed_loss_is_that_of_the_bug() -> None:
    e = example("mazur-2-2-2").experiment
    wrong = replace(e, bugs=("hidden_delta_from_updated_weights",))
    assert round(float(trace(wrong, 1)["E"]), 9) == PRINTED
    assert round(float(trace(e, 1)["E"]), 9) != PRINTED
