"""Links of TensorFlow Playground on the page: in the address, pasted, dropped, typed; and back."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab

LINKS = json.loads(
    (Path(__file__).parents[1] / "engine" / "playground" / "links.json").read_text("utf-8")
)
DEFAULT = LINKS["default-circle"]["link"]
GIVE = """([kind, text]) => {
    const data = new DataTransfer();
    data.setData(kind === 'drop' ? 'text/uri-list' : 'text/plain', text);
    const more = {bubbles: true, cancelable: true};
    const event = kind === 'drop'
        ? new DragEvent('drop', {dataTransfer: data, ...more})
        : new ClipboardEvent('paste', {clipboardData: data, ...more});
    document.body.dispatchEvent(event);
}"""


def columns(page: Page, *wanted: int) -> None:
    """Wait until the network has these columns."""
    page.wait_for_function(
        """(wanted) => `${Object.values(Object.groupBy(document.querySelectorAll(
            '.stage .neuron'), (n) => n.dataset.column)).map((c) => c.length)}` === `${wanted}`""",
        arg=wanted,
    )


def test_a_fragment_of_theirs_at_our_address_opens(page: Page) -> None:
    page.goto("/#" + DEFAULT.split("#")[1])
    Lab(page).ready()
    columns(page, 2, 4, 2, 1)
    expect(page).to_have_url(re.compile("#experiment="))
    page.reload()
    Lab(page).ready()
    columns(page, 2, 4, 2, 1)


def test_without_a_seed_the_one_that_was_drawn_is_said(page: Page) -> None:
    page.goto("/#dataset=xor&networkShape=3")
    Lab(page).ready()
    columns(page, 2, 3, 1)
    expect(page.get_by_role("alert").first).to_contain_text("names no seed")


@pytest.mark.refused
def test_what_names_no_network_is_said_beside_an_example(page: Page) -> None:
    page.goto("/#dataset=xor&networkShape=3,0")
    Lab(page).ready()
    expect(page.get_by_role("alert").first).to_contain_text("networkShape")


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_link_is_pasted_or_dropped_anywhere(page: Page, kind: str) -> None:
    Lab(page).open()
    page.evaluate(GIVE, [kind, LINKS["xor-sigmoid-leftover"]["link"]])
    columns(page, 2, 3, 1)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("0.51420")
    expect(dialog).to_contain_text("10 points are left of each epoch")


@pytest.mark.refused
def test_a_link_is_typed_into_the_dialog_and_made_again(page: Page) -> None:
    lab = Lab(page).open()
    page.locator(".picker summary").click()
    page.get_by_role("button", name="Open a link").click()
    dialog: Any = page.get_by_role("dialog")
    dialog.get_by_label("Link").fill("nonsense")
    dialog.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("no TensorFlow Playground link")
    dialog.get_by_label("Link").fill(DEFAULT)
    dialog.get_by_role("button", name="Open", exact=True).click()
    expect(dialog).to_contain_text("0.0486")
    dialog.get_by_role("button", name="Close").click()
    columns(page, 2, 4, 2, 1)
    lab.settle()
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_text("As a TensorFlow Playground link").click()
    made = page.get_by_label("As a TensorFlow Playground link")
    expect(made).to_have_value("https://playground.tensorflow.org/#activation=tanh&batchSize=10"
        "&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0"
        "&networkShape=4,2&seed=0.35061&percTrainData=50&x=true&y=true&xSquared=false"
        "&ySquared=false&xTimesY=false&sinX=false&sinY=false&problem=classification"
        "&initZero=false")  # fmt: skip
