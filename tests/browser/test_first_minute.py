"""The first minute: for who comes first and by no link, and for nobody else."""

import pytest
from playwright.sync_api import Page, expect

from engine import example, trace
from tests.browser.lab import Lab

FIRST = ".first"
CHAIN = example("two-neuron-chain").experiment


@pytest.mark.newcomer
@pytest.mark.parametrize(("locale", "up"), [("en-US", "Up"), ("ko-KR", "커져야 해요")])
def test_it_asks_before_it_reveals_and_ends_with_a_smaller_loss(new_page, locale, up) -> None:
    page = new_page(locale=locale, reduced_motion="reduce")
    page.goto("/")
    Lab(page).ready()
    first = page.locator(FIRST)
    expect(first).to_have_attribute("data-stage", "ask")
    assert Lab(page).time == 5
    page.locator("body").press("End")
    Lab(page).settle()
    assert Lab(page).time == 5
    first.get_by_role("button", name=up, exact=True).click()
    expect(first).to_have_attribute("data-stage", "loss")
    page.reload()  # in the middle: it begins anew
    Lab(page).ready()
    expect(first).to_have_attribute("data-stage", "ask")
    first.get_by_role("button", name=up, exact=True).click()
    expect(first).to_have_attribute("data-stage", "loss")
    for iteration in (0, 1):
        loss = float(trace(CHAIN, iteration)["E"])
        expect(first.locator("h2")).to_contain_text(f"{loss:.4f}")
    first.locator(".primary").click()
    expect(first).to_have_attribute("data-stage", "more")
    first.locator(".primary").click()
    expect(first).to_have_attribute("data-stage", "ways")
    last = float(trace(CHAIN, 51)["E"])
    expect(first.locator("h2")).to_contain_text(f"{last:.4f}")
    assert first.locator(".ways .button").count() >= 3
    assert Lab(page).time == 5  # the output that was asked about, nearer to its target
    expect(page.locator(".meter b")).not_to_have_text("?")
    page.reload()
    Lab(page).ready()
    expect(page.locator(FIRST)).to_have_count(0)


@pytest.mark.newcomer
def test_one_key_skips_it_for_good(page: Page, assert_accessible) -> None:
    page.goto("/")
    Lab(page).ready()
    expect(page.locator(FIRST)).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator(FIRST)).to_have_count(0)
    page.locator("body").press("End")
    assert Lab(page).time == 19
    page.goto("about:blank")
    page.goto("/")
    Lab(page).ready()
    expect(page.locator(FIRST)).to_have_count(0)


@pytest.mark.newcomer
@pytest.mark.parametrize(
    "address", ["/#example=mazur-2-2-2&t=3", "/?hide=build", "/#lesson=all-or-none"]
)
def test_it_is_never_in_the_way_of_a_link_or_a_class(page: Page, address: str) -> None:
    page.goto(address)
    Lab(page).ready()
    expect(page.locator(FIRST)).to_have_count(0)


@pytest.mark.newcomer
@pytest.mark.parametrize(
    ("way", "seen"),
    [
        ("Learn it from the start", ".course-list li"),
        ("Check my calculation", "text=Your numbers for iteration 1"),
    ],
)
def test_the_ways_in_lead_where_they_say(page: Page, way: str, seen: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    Lab(page).ready()
    first = page.locator(FIRST)
    first.get_by_role("button", name="Down", exact=True).click()
    expect(first.locator("h2")).to_contain_text("0.1299")
    first.locator(".primary").click()
    first.locator(".primary").click()
    first.get_by_role("button", name=way).click()
    expect(page.locator(seen).first).to_be_visible()


@pytest.mark.newcomer
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_on_a_phone_the_loss_is_seen_and_the_way_there_can_be_paused(new_page, locale) -> None:
    page = new_page(locale=locale, viewport={"width": 360, "height": 740})
    page.goto("/")
    Lab(page).ready()
    page.locator(FIRST).locator(".primary").first.click()
    play = page.locator(".transport .play")
    expect(play).to_have_text({"en-US": "Pause", "ko-KR": "멈춤"}[locale])
    page.evaluate("modules['view/control/state.js'].speed.value = 60")  # whatever frames it takes
    expect(page.locator(FIRST)).to_have_attribute("data-stage", "loss")
    meter, card = page.locator(".stage .meter").bounding_box(), page.locator(FIRST).bounding_box()
    assert meter
    assert card
    assert meter["y"] + meter["height"] <= card["y"]
    expect(page.locator(".stage .meter")).to_be_in_viewport(ratio=1)
    expect(play).not_to_have_text({"en-US": "Pause", "ko-KR": "멈춤"}[locale])
