"""Tables as people bring them, through the page: every case in both languages, and by file."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.engine.tables.cases import CASES, FOLDER, TARGETS
from tests.samples import in_turn

SHEETS = FOLDER.parent / "sheets"
LEFT_OUT = {"en-US": "left out", "ko-KR": "빼기"}


def lay(page: Page, name: str) -> None:
    page.locator("#open-file").set_input_files(FOLDER / name)
    expect(page.locator(".own-table")).to_contain_text(name)
    expect(page.locator(".preview td").first).to_be_visible()
    expect(page.locator(".table-result")).to_have_attribute("aria-busy", "false")


@pytest.mark.parametrize("locale", LEFT_OUT)
def test_every_case_comes_out_right(new_page: Callable[..., Page], locale: str) -> None:
    """Each case in one language, in turn; in both with `python -m tools.whole`."""
    page = new_page(locale=locale)
    Lab(page).open("mazur-2-2-2", 5)
    own = [name for name, of in in_turn(CASES, LEFT_OUT) if of == locale]
    for name, case in ((name, CASES[name]) for name in own):
        lay(page, name)
        if name in TARGETS:
            head = page.locator(".preview thead th").filter(has_text=TARGETS[name])
            head.locator("select").first.select_option("target")
            expect(page.locator(".table-result")).to_have_attribute("aria-busy", "false")
        heads = page.locator(".preview thead th")
        uses = {
            head.locator(".cell").inner_text(): head.locator("select").first.input_value()
            for head in heads.all()[1:]
        }
        assert tuple(name for name, use in uses.items() if use == "input") == case.inputs
        codes = page.locator(".findings li").evaluate_all("all => all.map(li => li.dataset.code)")
        scales = {"standardised", "standardised_target"}
        assert set(codes) - scales == {f[0] for f in case.findings}
        for code, _, _, old, new in case.findings:
            if new is not None:
                told = page.locator(f'.findings li[data-code="{code}"]')
                expect(told.filter(has_text=f"{old} → {new}")).to_have_count(1)
        hangul = re.search("[가-힣]", page.locator(".table-result").inner_text())
        assert bool(hangul) == (locale == "ko-KR")
        page.keyboard.press("Escape")
        expect(page.locator(".own-table h2")).to_have_count(0)  # it ends with a frame


def test_the_other_reading_is_one_click_away(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    lay(page, "thousands-pasted-from-excel.tsv")
    cell = page.locator(".preview tbody tr").first.locator("td").nth(1)
    expect(cell).to_contain_text("1,850")
    expect(cell.locator(".seen b")).to_have_text("→ 1850")
    page.get_by_role("button", name="It is a decimal mark: read 1.85").click()
    expect(cell.locator(".seen b")).to_have_count(0)
    expect(page.get_by_label("Decimal sign")).to_have_value("comma")


def test_a_spreadsheet_dropped_on_the_page_becomes_a_network(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    content = list((SHEETS / "libreoffice-de.ods").read_bytes())
    page.evaluate(
        """(bytes) => {
            const files = new DataTransfer();
            files.items.add(new File([Uint8Array.from(bytes)], 'list.data'));
            document.querySelector('.stage').dispatchEvent(
                new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}));
        }""",
        content,
    )
    expect(page.locator(".own-table")).to_contain_text("list.data")
    expect(page.get_by_label("Use of the column Datum")).to_have_value("ignored")
    page.get_by_role("button", name="Use this data").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    for name in ("Größe", "Gewicht", "Preis", "Anteil"):
        expect(page.locator(".numbers").get_by_label(name, exact=True)).to_be_visible()


def test_what_a_dropped_file_holds_decides_and_not_its_name(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    lay(page, "title-row.csv")
    layers = [{"kind": "dense", "units": 1, "activation": "sigmoid"}]
    experiment = {"layers": layers, "loss": "half_sse", "inputs": [[1.5]], "targets": [[1]]}
    page.locator("#open-file").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": json.dumps(experiment).encode()}
    )
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".numbers").first).to_be_visible()
    page.locator("#open-file").set_input_files(
        {"name": "a.json", "mimeType": "application/json", "buffer": b"x,y\n1,2\n3,5\n"}
    )
    expect(page.locator(".own-table")).to_contain_text("a.json")
    expect(page.get_by_label("Use of the column x")).to_have_value("input")


def test_a_link_for_a_file_says_so_and_takes_it(page: Page) -> None:
    Lab(page).open(file="flowers.json")
    expect(page.get_by_text("This link belongs to the file “flowers.json”")).to_be_visible()
    layers = [{"kind": "dense", "units": 1, "activation": "sigmoid"}]
    experiment = {"layers": layers, "loss": "half_sse", "inputs": [[1.5]], "targets": [[1]]}
    page.locator("#open-file").set_input_files(
        {
            "name": "f.json",
            "mimeType": "application/json",
            "buffer": json.dumps(experiment).encode(),
        }
    )
    expect(page.get_by_text("This link belongs to the file")).to_have_count(0)
    page.wait_for_function("() => location.hash.includes('experiment=')")
