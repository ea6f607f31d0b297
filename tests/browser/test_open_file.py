"""A network is saved to a file and opened from one; a bad file says why."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.building import shape
from tests.browser.lab import Lab


def test_a_new_network_a_file_and_back(page: Page, tmp_path: Path) -> None:
    lab = Lab(page).open("mazur-2-2-2", 9)
    page.locator(".picker summary").click()
    page.get_by_role("button", name="New network").click()
    shape(page, 2, 3, 1)
    assert lab.time == 0
    page.locator(".picker summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert json.loads(path.read_text("utf-8"))["experiment"]["layers"][0]["units"] == 3
    lab.open("two-neuron-chain", 3)
    page.locator("#open-file").set_input_files(path)
    shape(page, 2, 3, 1)
    page.keyboard.press("Control+z")
    shape(page, 1, 1, 1)


@pytest.mark.refused
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"layers": [', "not JSON"),
        ('{"layers": []}', "needed"),
        ('{"layers": []' + " " * 2**22 + "}", "too large"),
    ],
)
def test_a_bad_file_says_why(page: Page, tmp_path: Path, text: str, why: str) -> None:
    Lab(page).open("two-neuron-chain", 3)
    path = tmp_path / "own.json"
    path.write_text(text, "utf-8")
    page.locator("#open-file").set_input_files(path)
    expect(page.get_by_role("alert").filter(has_text=re.compile(".+")).first).to_contain_text(why)
    shape(page, 1, 1, 1)


@pytest.mark.refused
@pytest.mark.parametrize("text", ["no json", "[1, 2]"])
def test_a_file_that_is_no_experiment_is_read_as_a_table(
    page: Page, tmp_path: Path, text: str
) -> None:
    Lab(page).open("two-neuron-chain", 3)
    path = tmp_path / "own.json"
    path.write_text(text, "utf-8")
    page.locator("#open-file").set_input_files(path)
    table = page.locator("dialog[open]")
    expect(table).to_be_visible()
    expect(table.locator(".findings, .refusal, [role=alert]").first).to_contain_text(
        re.compile("[a-z]{3}")
    )
    page.keyboard.press("Escape")
    shape(page, 1, 1, 1)


def test_a_file_can_be_dropped(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 3)
    page.evaluate(
        """async () => {
            const example = await (await fetch('/api/v1/examples/two-neuron-chain')).json();
            const files = new DataTransfer();
            files.items.add(new File([JSON.stringify(example.experiment)], 'own.json'));
            document.body.dispatchEvent(
                new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}));
        }"""
    )
    shape(page, 1, 1, 1)
