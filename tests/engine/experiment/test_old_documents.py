"""Documents written at 99505e4 are what they were: same hash, same batches, same numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine import Checkpoint, Experiment, trace
from engine.experiment.document import ADDED

DOCUMENTS = json.loads(
    (Path(__file__).parents[1] / "data" / "documents_99505e4.json").read_text("utf-8")
)


@pytest.mark.parametrize("old", DOCUMENTS, ids=lambda old: old["name"])
def test_it_opens_and_is_what_it_was(old: dict) -> None:
    made = Experiment.from_json(old["experiment"])
    assert made.hash == old["hash"]
    assert [made.rows(k).tolist() for k in range(4)] == old["rows"]
    start = Checkpoint.from_text(old["checkpoint"])
    t = trace(made, 1, start)
    np.testing.assert_allclose(t["E"], old["E"], rtol=1e-9)
    own = trace(made, 0).checkpoint.values
    np.testing.assert_allclose(own, start.values, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("old", DOCUMENTS, ids=lambda old: old["name"])
def test_what_it_is_written_as_now_says_no_more_than_its_defaults(old: dict) -> None:
    now = Experiment.from_json(old["experiment"]).to_json()
    assert {k: v for k, v in now.items() if k not in old["experiment"]} == {
        k: v for k, v in ADDED.items() if k not in old["experiment"]
    }
