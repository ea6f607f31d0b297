"""Whatever a link, a file or a visit holds: the page stands, and says what it could not read."""

import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.samples import cases
from tests.static.mutated import MAZUR, link, pack

TROUBLE = ".toast.trouble"
FOLLOW = """async (hash) => {
    location.hash = hash;
    await modules["view/control/open.js"].followLink();
}"""


@pytest.mark.refused
def test_a_page_that_follows_mutated_links_is_never_blank(page: Page) -> None:
    """No exception either: the page is watched for them."""
    lab = Lab(page).open()
    chance = random.Random(9)
    for _ in range(cases(20, 200)):
        page.evaluate(FOLLOW, link(chance))
        lab.ready()
        expect(page.locator(".timeline")).to_be_visible()
        assert page.locator(".stage").inner_text()


@pytest.mark.parametrize("names", [{"inputs": ["a", "b"], "targets": ["c", "d"]}, {"inputs": 3}])
def test_a_link_with_names_and_no_classes_opens_or_says_why(page: Page, names: dict) -> None:
    hash = f"experiment={pack(json.dumps(MAZUR))}&names={pack(json.dumps(names))}&t=3"
    page.goto(f"/#{hash}")
    lab = Lab(page).ready()
    if "targets" in names:
        expect(page.locator(".build")).to_contain_text("a")
        assert lab.time == 3
    else:
        expect(page.locator(TROUBLE)).to_contain_text("names.inputs")
    page.reload()
    Lab(page).ready()
    assert page.locator(".build").is_visible()


@pytest.mark.refused  # an example is asked for before it is known that there is none
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/?lang=en#example=nobody", "There is no worked example called “nobody”."),
        ("/?lang=ko#example=nobody", "이런 이름의 풀이 예제는 없어요: nobody."),
        ("/?lang=en&hide=build,bulid", "The page has no part called “bulid”"),
        ("/?lang=ko&hide=bulid", "링크가 숨기려는 부분이 이 페이지에 없어요: bulid."),
        ("/?lang=ko#experiment=%%%", "‘experiment’ 부분이 올바르지 않아요."),
        ("/?lang=en#example=mazur-2-2-2&iteration=x", "something is wrong at “iteration”"),
    ],
)
def test_what_a_link_cannot_name_is_said_in_the_language_of_the_page(
    page: Page, address: str, words: str
) -> None:
    page.goto(address)
    Lab(page).ready()
    expect(page.locator(TROUBLE)).to_contain_text(words)


def test_a_damaged_visit_is_left_behind_and_that_is_said(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9).addressed()
    page.evaluate(
        """() => {
            const name = sessionStorage.getItem("visit");
            addEventListener("pagehide", () => sessionStorage.setItem("visit-kept",
                JSON.stringify([name, { address: location.hash, lines: { now: 1 } }])));
        }"""
    )
    page.reload()
    Lab(page).ready()
    expect(page.locator(TROUBLE)).to_contain_text("could not be read, so the page starts afresh")


def test_a_damaged_file_says_where(page: Page, tmp_path: Path) -> None:
    Lab(page).open("two-neuron-chain", 3)
    path = tmp_path / "file.json"
    path.write_text(json.dumps({"experiment": MAZUR, "names": {"inputs": ["a"], "targets": 3}}))
    page.locator("#open-file").set_input_files(path)
    expect(page.locator(TROUBLE)).to_contain_text("something is wrong at “names.targets”")
    assert Lab(page).time == 3
