"""A link from another processor: the way that is computed again may not lead to what it carries."""

import base64
import json
import re
import zlib

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from engine import Checkpoint, Training
from tests.browser.lab import Lab, wait_until
from tests.engine.elsewhere import OTHER, run
from tests.engine.test_elsewhere import VALUES
from tests.engine.ways import spirals

LATE = 1500
"""Iterations of spirals behind which another processor's network is another one."""
SAYS = {
    "en-US": "From iteration {} on these are the numbers of the link",
    "ko-KR": "{}번째 반복부터는 링크에 담긴 값이에요",
}


def link(checkpoint: Checkpoint) -> str:
    """As the page writes it."""
    text = json.dumps(spirals().to_json()).encode()
    packer = zlib.compressobj(wbits=-15)
    fields = {
        "experiment": _letters(packer.compress(text) + packer.flush()),
        "iteration": checkpoint.iteration,
        "from": _letters(checkpoint.values.astype("<f8").tobytes()),
        "t": 0,
    }
    return "/#" + "&".join(f"{name}={value}" for name, value in fields.items())


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


CAUGHT_UP = """() => {
    const { line } = modules["view/control/state.js"];
    return line.value.record.checkpoints[0].iteration < line.value.record.last;
}"""


def _open(page: Page, checkpoint: Checkpoint) -> None:
    page.goto(link(checkpoint))
    Lab(page).ready()
    wait_until(page, CAUGHT_UP)
    expect(page.locator(".timeline .losscurve")).to_be_visible()


@pytest.mark.parametrize("locale", SAYS)
def test_where_they_part_is_said_and_the_curves_are_not_joined(new_page, locale) -> None:
    there = Checkpoint.from_text(run(VALUES.format(iterations=LATE), **OTHER).strip())
    here = Training(spirals())
    here.run(LATE)
    if np.abs(there.values - here.checkpoint.values).max() < 1e-9:
        pytest.skip("this processor has no other kernels to imitate an older one with")
    page = new_page(locale=locale, viewport={"width": 1440, "height": 900})
    _open(page, there)
    expect(page.locator(".earlier")).to_contain_text(SAYS[locale].format(LATE + 1))


@pytest.mark.parametrize(("change", "parts"), [(0.0, False), (1e-12, False), (1e-6, True)])
def test_the_way_and_the_link_are_compared(new_page, change, parts) -> None:
    here = Training(spirals())
    here.run(60)
    sent = here.checkpoint.values.copy()
    sent[0] += change * np.abs(sent).max()
    page = new_page(locale="en-US", viewport={"width": 1440, "height": 900})
    _open(page, Checkpoint(60, sent))
    said = page.locator(".earlier", has_text=re.compile("From iteration 61 on"))
    expect(said).to_have_count(int(parts))
    page.get_by_role("button", name="To the start").click()
    expect(page).to_have_url(re.compile("t="))
    expect(said).to_have_count(int(parts))
