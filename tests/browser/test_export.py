"""What leaves the page: the picture as SVG and PNG, the run and the values as CSV."""

import csv
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.lab import Lab
from tests.browser.test_keep import apart, state, train

SIZE = {"locale": "en-US", "viewport": {"width": 1440, "height": 900}}
SVG = "{http://www.w3.org/2000/svg}"


def export(page: Page, name: str, to: Path) -> Path:
    """Choose something in the menu and keep what comes."""
    menus = page.locator(".header .dropdown").filter(has=page.locator(f"button:has-text('{name}')"))
    menu = menus.locator("visible=true").first  # on a phone it is the one for all
    menu.locator("summary").click()
    with page.expect_download() as download:
        menu.locator(f"button:has-text('{name}')").click()
    path = to / download.value.suggested_filename
    download.value.save_as(path)
    return path


def drawn(path: Path) -> ET.Element:
    return ET.fromstring(path.read_text("utf-8"))


def texts(svg: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


def size_of(png: Path) -> tuple[int, int]:
    head = png.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


@pytest.mark.everywhere
def test_the_picture_is_what_the_stage_shows(page: Page, tmp_path: Path) -> None:
    Lab(page).open("mazur-2-2-2", 9, cell="W2.0.0")
    path = export(page, "Picture as SVG", tmp_path)
    assert path.name == "a-step-by-step-backpropagation-example-picture-iteration-1.svg"
    svg = drawn(path)
    stage = page.locator(".stage")
    box = stage.bounding_box()
    assert (float(svg.get("width")), float(svg.get("height"))) == (box["width"], box["height"])
    found = texts(svg)
    for value in stage.locator(".neuron .value, .tag .gradient, .meter b").all_inner_texts():
        assert value in found
    read = "".join("".join(found).split())
    for words in (".title", ".aside", ".caption", ".wanted"):
        for said in stage.locator(words).all_inner_texts():
            assert "".join(said.split()) in read
    wires = [p for p in svg.iter(f"{SVG}path") if "C" in p.get("d", "")]
    assert len(wires) >= 8  # every weight, and the halo of those that have their gradient
    ground = next(svg.iter(f"{SVG}rect")).get("fill")
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper')"
    assert ground == page.evaluate(paper).strip()
    png = export(page, "Picture as PNG", tmp_path)
    assert size_of(png) == (round(2 * box["width"]), round(2 * box["height"]))


def test_maps_go_along(new_context: Callable[..., BrowserContext], tmp_path: Path) -> None:
    page = new_context(**SIZE, color_scheme="dark").new_page()
    Lab(page).open()
    page.locator(".picker summary").click()
    page.locator(".picker .menu button").first.click()
    maps = page.locator(".neuron.map")
    expect(maps.first).to_be_visible()
    page.wait_for_timeout(1000)  # until the answers have come
    svg = drawn(export(page, "Picture as SVG", tmp_path))
    images = list(svg.iter(f"{SVG}image"))
    assert len(images) == maps.count()
    assert all(i.get("href").startswith("data:image/png;base64,") for i in images)
    box = page.locator(".stage").bounding_box()
    png = export(page, "Picture as PNG", tmp_path)
    assert size_of(png) == (round(2 * box["width"]), round(2 * box["height"]))


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_run_and_the_values_have_every_digit(
    new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = apart(new_context(**SIZE)).new_page()
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 30)
    line = state(page)["line"]
    head, *run = rows(export(page, "The run as CSV", tmp_path))
    assert head == ["iteration", "epoch", "loss", "accuracy", "test loss", "test accuracy"]
    assert [(int(k), float(loss)) for k, _, loss, *_ in run] == [
        (point["iteration"], point["loss"]) for point in line["points"]
    ]
    head, *run = rows(export(page, "The run with its parameters", tmp_path))
    assert head[6:9] == ["W1[0 0]", "W1[0 1]", "W1[1 0]"]
    kept = {iteration: values for iteration, *values in line["checkpoints"]}
    assert [[float(x) for x in row[6:]] for row in run] == [kept[int(row[0])] for row in run]
    head, *cells = rows(export(page, "All values of this iteration", tmp_path))
    assert head == ["tensor", "cell", "value"]
    assert [float(value) for *_, value in cells] == state(page)["values"]
    assert ["W1", "0 1"] in [row[:2] for row in cells]


def test_a_phone_exports_too(new_context: Callable[..., BrowserContext], tmp_path: Path) -> None:
    page = new_context(locale="en-US", viewport={"width": 360, "height": 740}).new_page()
    Lab(page).open("two-neuron-chain", 13)
    box = page.locator(".stage").bounding_box()
    png = export(page, "Picture as PNG", tmp_path)
    assert size_of(png) == (round(2 * box["width"]), round(2 * box["height"]))
