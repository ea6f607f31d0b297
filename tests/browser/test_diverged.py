"""A run that leaves the finite numbers says on the page where, and from which numbers."""

import base64
import json
import zlib

import pytest
from playwright.sync_api import expect

from engine import Experiment, explain_non_finite, trace
from tests.browser.lab import Lab

EXPLOSIVE = {
    "layers": [
        {"kind": "dense", "units": 4, "activation": "relu"},
        {"kind": "dense", "units": 1},
    ],
    "loss": "mse",
    "inputs": [[0, 0], [0, 1], [1, 0], [1, 1]],
    "targets": [[0], [1], [1], [0]],
    "learning_rate": 1e9,
    "seed": 1,
}


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_the_note_names_the_cell_and_its_operands(new_page, locale: str) -> None:
    page = new_page(locale=locale)
    Lab(page).open(None, experiment=_packed(EXPLOSIVE), iteration="60", t="5")
    at = trace(Experiment.from_json(EXPLOSIVE), 60).diverged
    assert at is not None
    note = page.locator(".note.diverged")
    expect(note).to_contain_text("E = ∞")
    expect(note).to_contain_text(f"{at.iteration + 1}")
    assert "{" not in note.inner_text()
    assert "iteration." not in note.inner_text()
    shown = [float(d.get_attribute("value") or "nan") for d in note.locator("data").all()]
    assert shown == [operand.value for operand in explain_non_finite(at)[: len(shown)]]
    assert len(shown) == 4
    assert abs(shown[0]) > 1e150
    expect(note.locator("li").last).to_have_text("…")
    expect(page.locator(".stepper button").last).to_be_disabled()


def _packed(experiment: dict) -> str:
    deflate = zlib.compressobj(wbits=-15)
    packed = deflate.compress(json.dumps(experiment).encode()) + deflate.flush()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")
