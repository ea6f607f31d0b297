"""A table of one's own: laid, marked where it is wrong, and taken; by keyboard and accessible."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.building import PHONE, shape, tab_to
from tests.browser.lab import Lab

FLOWERS = "length;width;kind\n" + "".join(
    f"{4 + k / 10};{3 - k / 20};{'rose' if k < 20 else 'tulip'}\n".replace(".", ",")
    for k in range(40)
)
FAULTS = (
    FLOWERS.replace("4,2;2,9;rose", "small;2,9;rose")
    .replace("5,5;2,25;rose", "5,5;;rose")
    .replace("6,0;2,0;tulip", "6,0;2,0")
)


def dialog(page: Page) -> Locator:
    return page.locator(".own-table")


def lay(page: Page, text: str) -> None:
    page.locator("[aria-labelledby=build-data] .tools .button").last.click()
    dialog(page).locator("textarea").fill(text)
    expect(page.locator(".table-result")).to_have_attribute("aria-busy", "false")


def put(page: Page, text: str) -> None:
    """All at once: browsers are slow at typing many lines."""
    dialog(page).locator("textarea").evaluate(
        """(field, text) => {
            field.value = text;
            field.dispatchEvent(new Event('input', {bubbles: true}));
        }""",
        text,
    )


def row(page: Page, line: int) -> Locator:
    head = page.get_by_role("rowheader", name=re.compile(rf"^{line}\b"))
    return page.locator(".preview tr").filter(has=head)


def use(page: Page) -> None:
    page.get_by_role("button", name="Use this data").click()
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.everywhere
def test_a_table_with_faults_is_marked_where_they_are(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    lay(page, FAULTS)
    expect(page.locator(".preview td[data-wrong]")).to_have_count(2)
    expect(row(page, 4).locator("td").first).to_have_attribute("data-wrong", "not_a_number")
    expect(row(page, 4).locator("td").first).to_have_text("small")
    expect(row(page, 17).locator("td").nth(1)).to_have_attribute("data-wrong", "missing")
    expect(row(page, 22).locator("th")).to_have_attribute("data-wrong", "ragged")
    said = page.locator(".findings li")
    expect(said).to_have_count(3)
    expect(said.first).to_contain_text("Line 4, column 1 “length”: small This is no number")
    expect(said.first).to_contain_text("Write it as a number")
    expect(page.locator(".table-result .caption").first).to_contain_text("37 of 40 rows are used.")
    use(page)
    expect(page.locator(".build")).to_contain_text("1 of 30")  # a fifth is held out


def test_a_good_table_is_taken_and_the_network_fits(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 5)
    loss = page.locator(".meter b").inner_text()
    lay(page, FLOWERS)
    expect(page.get_by_label("Separator")).to_contain_text("auto: semicolon")
    expect(page.get_by_label("Decimal sign")).to_contain_text("auto: comma")
    expect(page.locator(".findings")).to_have_count(0)
    page.get_by_label("Use of the column kind").select_option("input")
    page.get_by_label("Use of the column length").select_option("target")
    expect(page.locator(".table-result .caption").first).to_contain_text("3 inputs, 1 target.")
    expect(page.get_by_label("Kind of the column kind")).to_have_value("category")
    page.get_by_label("Share held out to test").fill("0")
    page.get_by_label("Share held out to test").press("Enter")
    expect(page.get_by_label("Seed").last).not_to_be_visible()
    expect(page.locator(".table-result .caption").first).to_contain_text("all to learn from")
    use(page)
    shape(page, 3, 2, 1)
    expect(page.locator(".remarks")).to_contain_text("1 neuron")
    expect(page.locator(".stage h2").last).not_to_contain_text("σ")  # lengths lie beyond its range
    for name in ("width", "kind = rose", "kind = tulip"):
        expect(page.locator(".numbers").get_by_label(name, exact=True)).to_be_visible()
    assert lab.time == 5
    page.keyboard.press("Control+z")
    shape(page, 2, 2, 2)
    expect(page.locator(".meter b")).to_have_text(loss)
    page.keyboard.press("Control+Shift+z")
    shape(page, 3, 2, 1)


@pytest.mark.refused
def test_a_table_that_gives_nothing_says_why_and_is_not_taken(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    lay(page, "a,b\n1,x\n2,y\n3,z\n")
    page.get_by_label("Use of the column b").select_option("input")
    expect(page.get_by_role("button", name="Use this data")).to_be_enabled()
    dialog(page).locator("textarea").fill('a,b\n1,"x\n')
    expect(page.get_by_role("alert").filter(has_text="quotation mark")).to_be_visible()
    expect(page.get_by_role("button", name="Use this data")).to_have_attribute(
        "aria-disabled", "true"
    )
    page.get_by_role("button", name="Use this data").click(force=True)
    expect(dialog(page)).to_be_visible()


def test_limits_are_told_with_numbers_before_anything_is_sent(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator("[aria-labelledby=build-data] .tools .button").last.click()
    put(page, "a,b\n" + f"1,{'2' * 700}\n" * 3000)
    expect(page.locator(".table-result")).to_contain_text("larger than 2 MiB")
    assert not [url for url in sent if "csv" in url.rsplit("/", 1)[-1]]


def test_a_file_is_chosen_dropped_or_pasted(page: Page, tmp_path: Path) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    path = tmp_path / "flowers.csv"
    path.write_bytes("é;kind\n1,5;a\n2,5;b\n".encode("cp1252"))
    page.locator("#open-file").set_input_files(path)
    expect(dialog(page)).to_contain_text("flowers.csv")
    expect(dialog(page)).to_contain_text("read as windows-1252")
    expect(page.get_by_label("Use of the column é")).to_be_visible()
    page.evaluate(
        """() => {
            const files = new DataTransfer();
            files.items.add(new File(['u\\tv\\n1\\t2\\n3\\t4\\n'], 'two.tsv'));
            document.querySelector('.own-table').dispatchEvent(
                new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}));
        }"""
    )
    expect(dialog(page)).to_contain_text("two.tsv")
    expect(page.get_by_label("Separator")).to_contain_text("auto: tab")
    page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', 'p\\tq\\tr\\n1\\t2\\t3\\n4\\t5\\t7\\n');
            document.querySelector('.own-table h2').dispatchEvent(
                new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.get_by_label("Use of the column r")).to_be_visible()


def test_korean_words_of_a_table_are_written_in_the_whole_face(page: Page) -> None:
    """It is loaded for them alone, and again for a link that holds them."""
    Lab(page).open("mazur-2-2-2", 5)
    page.wait_for_load_state("networkidle")
    whole = page.locator("link[href*=whole]")
    expect(whole).to_have_count(0)
    lay(page, FLOWERS.replace("rose", "튤립"))
    expect(whole).to_have_count(1)
    page.wait_for_function(
        """() => [...document.fonts].some(
            (face) => face.family.includes("Pretendard") && face.status === "loaded")"""
    )
    use(page)
    Lab(page).ready().addressed()
    page.reload()
    expect(whole).to_have_count(1)


def test_a_table_is_taken_by_keyboard_alone(page: Page) -> None:
    Lab(page).open("two-neuron-chain", 5)
    tab_to(page, "[aria-labelledby=build-data] .tools .button:last-child")
    page.keyboard.press("Enter")
    expect(dialog(page)).to_be_visible()
    tab_to(page, ".own-table textarea")
    page.keyboard.insert_text(FLOWERS)
    expect(page.locator(".preview td").first).to_be_visible()
    tab_to(page, ".own-table .preview .select")
    tab_to(page, ".own-table .primary")
    page.keyboard.press("Enter")
    shape(page, 2, 1, 2)


@pytest.mark.parametrize(("locale", "scheme"), [("en-US", "light"), ("ko-KR", "dark")])
def test_data_is_accessible_on_a_phone_and_on_a_laptop(
    new_page: Callable[..., Page],
    assert_accessible: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    size = PHONE if scheme == "dark" else {"viewport": {"width": 1440, "height": 900}}
    look = {"locale": locale, "color_scheme": scheme, "reduced_motion": "reduce"}
    page = new_page(**look, **size)
    Lab(page).open("mazur-2-2-2", 5)
    if size is PHONE:
        page.locator(".header .icon-only.only-folded").tap()
    lay(page, FAULTS)
    expect(page.locator(".findings li")).to_have_count(3)
    assert_accessible(page)
    page.locator(".own-table .primary").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator(".all-examples summary").click()
    expect(page.locator(".examples [aria-selected=true]")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".build").evaluate("b => b.scrollWidth <= b.clientWidth")
