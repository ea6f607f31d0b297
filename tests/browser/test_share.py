"""What somebody else sees: the same numbers from a link or a file, and what was before."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.test_keep import halve_the_rate, state, train

SIZE = {"locale": "en-US", "viewport": {"width": 1440, "height": 900}}


def elsewhere(new_page: Callable[..., Page], address: str) -> Page:
    """The page in another browser."""
    page = new_page(**SIZE)
    page.goto(address)
    Lab(page).ready()
    return page


def points(page: Page) -> list[dict]:
    return state(page)["line"]["points"]


@pytest.mark.everywhere
def test_a_link_shows_the_same_numbers_and_how_they_came(new_page) -> None:
    page = new_page(**SIZE)
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 300)
    mine = state(page)
    other = elsewhere(new_page, page.url)
    theirs = state(other)
    assert theirs["values"] == mine["values"]
    assert (theirs["iteration"], theirs["time"]) == (300, mine["time"])
    read = "[...document.querySelectorAll('data')].map(d => [d.value, d.title])"
    assert other.evaluate(read) == page.evaluate(read)
    expect(other.locator(".timeline .losscurve")).to_be_visible()
    assert points(other) == mine["line"]["points"]
    other.get_by_role("button", name="To the start").click()
    expect(other).to_have_url(re.compile(r"#example=mazur-2-2-2&t="))
    assert state(other)["iteration"] == 0


def test_the_way_can_be_given_up_and_taken_again(new_page) -> None:
    page = new_page(**SIZE)
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 300)
    other = new_page(**SIZE)
    held = []
    other.route("**/api/v1/runs", lambda route: held.append(route))  # noqa: PLW0108, a builtin cannot be asked what it takes
    other.goto(page.url)
    Lab(other).ready()
    expect(other.locator("progress")).to_be_visible()
    other.get_by_role("button", name="Stop").click()
    expect(other.locator("progress")).to_have_count(0)
    assert points(other) == []
    other.unroute("**/api/v1/runs")
    other.get_by_role("button", name="before this link again").click()
    expect(other.locator(".timeline .losscurve")).to_be_visible()
    assert points(other) == points(page)


def test_of_a_branch_it_is_said_what_the_link_leaves_out(new_page) -> None:
    page = new_page(**SIZE)
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 20)
    halve_the_rate(page)
    train(page, 30)
    other = elsewhere(new_page, page.url)
    assert state(other)["values"] == state(page)["values"]
    expect(other.locator(".earlier")).to_contain_text("begins after 30 iterations")
    train(other, 40)
    assert [p["iteration"] for p in points(other)] == list(range(30, 41))


def test_a_file_holds_what_a_link_holds(new_page, tmp_path: Path) -> None:
    page = new_page(**SIZE)
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 20)
    halve_the_rate(page)
    train(page, 30)
    page.locator(".picker summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    other = new_page(**SIZE)
    Lab(other).open("two-neuron-chain", 3)
    other.locator("#open-file").set_input_files(path)
    expect(other).to_have_url(page.url)
    mine, theirs = state(page), state(other)
    for what in ("values", "iteration", "time"):
        assert theirs[what] == mine[what]
    expect(other.locator(".earlier")).to_contain_text("begins after 30 iterations")


@pytest.mark.everywhere
def test_sharing_copies_or_shows_the_link(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    local = "localhost" in page.url
    if local:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="A link to this moment")
    field = dialog.get_by_label("Link", exact=True)
    expect(field).to_have_value(page.url.split("#")[0] + "#example=mazur-2-2-2&t=5")
    expect(dialog.get_by_text("The link is copied.")).to_have_count(1 if local else 0)
    if local:
        assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
        return
    dialog.get_by_role("button", name="Copy").click()  # without a clipboard: from the field
    expect(dialog.get_by_text("The link is copied.")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_a_class_sees_what_the_link_leaves(new_page, assert_accessible) -> None:
    page = new_page(**SIZE)
    Lab(page).open("mazur-2-2-2", 9)
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="A link to this moment")
    dialog.get_by_text("For a class").click()
    for name in ("Choice of examples", "The panel to build", "Typing numbers", "Speed"):
        dialog.get_by_label(name).check()
    expect(dialog.get_by_label("Loss, optimizer")).to_be_disabled()
    address = dialog.get_by_label("Link", exact=True).input_value()
    assert "/?hide=examples,build,edit,speed#" in address
    assert_accessible(page)

    other = elsewhere(new_page, address)
    assert other.locator(".build, .picker, select[name=grain]").count() == 0
    assert other.locator(".stage").bounding_box()["x"] == 0  # the room is the stage's
    assert_accessible(other)
    other.locator(".tag").first.click()
    expect(other.locator(".edit")).to_have_count(0)
    other.evaluate("document.activeElement.blur()")
    other.keyboard.press("g")  # a key of what is hidden
    other.keyboard.press("ArrowRight")  # and one of what is there
    expect(Lab(other).slider).to_have_value("10")
    assert "by=" not in other.url
    expect(other).to_have_url(re.compile(r"\?hide=examples,build,edit,speed#.*t=10"))
    expect(other.locator(".brand")).to_have_attribute("href", "./?hide=examples,build,edit,speed")


@pytest.mark.parametrize("width", [360, 1000, 1440])
def test_hidden_parts_are_out_of_reach(new_page, width: int) -> None:
    page = new_page(locale="en-US", viewport={"width": width, "height": 800})
    page.goto("/?hide=header,inspector,timeline,build#example=mazur-2-2-2&t=9")
    expect(page.locator(".neuron").first).to_be_visible()
    page.evaluate("document.fonts.ready")
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('.stage, body').className"))
    assert seen <= {"stage", ""}
    size = page.locator(".stage").bounding_box()
    assert (size["width"], size["y"]) == (width, 0)
    page.keyboard.press(" ")
    page.keyboard.press("ArrowRight")
    assert state(page)["time"] == 9


CLASSROOM = (Path(__file__).parents[2] / "docs" / "classroom.md").read_text("utf-8")


def test_the_page_for_teachers_says_what_is_true(page: Page) -> None:
    (address,) = re.findall(r"^    http://127.0.0.1:8000(/\?hide=\S+)$", CLASSROOM, re.MULTILINE)
    page.goto(address)
    Lab(page).ready()
    assert page.locator(".picker, .build").count() == 0
    page.locator(".tag").first.click()
    expect(page.locator(".edit")).to_have_count(0)
    base = page.locator("html").get_attribute("data-static")
    parts = page.evaluate("async (at) => (await import(at)).PARTS", f"{base}/core/data/hidden.js")
    told = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", CLASSROOM, re.MULTILINE))
    assert list(told) == list(parts)
    for name, within in parts.items():
        assert re.findall(r"`(\w+)`", told[name]) == within
