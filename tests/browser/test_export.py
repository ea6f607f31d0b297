"""What is taken away as a file says what the page says."""

import csv
import json
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from app.schemas.serialize import trace_json
from engine import example, trace
from engine.run.checkpoint import first
from engine.run.evaluation import Evaluation
from tests.browser.lab import Lab
from tests.browser.training import EPOCH, circle, trainer

SVG = "{http://www.w3.org/2000/svg}"
NAME = "a-step-by-step-backpropagation-example"


def saved(page: Page, words: str, menu: str = "Export") -> Path:
    """The file that a choice of the menu saves, by the name it was given."""
    page.locator(f".header summary[title={menu}]").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=words).click()
    expect(page.get_by_role("status").get_by_text("The file is saved.")).to_be_visible()
    return download.value.path().rename(
        download.value.path().with_name(download.value.suggested_filename)
    )


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.everywhere
def test_the_picture_as_svg_holds_every_number_and_every_wire(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    path = saved(page, "Picture as SVG")
    assert path.name == f"{NAME}-0.svg"
    root = ET.parse(path).getroot()
    texts = [text.text for text in root.iter(f"{SVG}text")]
    numbers = page.locator(".neuron .value, .tag > span, .wanted b, .meter b").all_inner_texts()
    assert len(numbers) > 20
    said = " ".join(texts)
    assert not [n for n in numbers if n.split()[-1] not in said]
    layers: dict[str, Any] = {layer.get("id"): layer for layer in root.iter(f"{SVG}g")}
    assert len(layers["wires"]) == 4 + 4 + 2  # and no halos: no gradient is there yet
    assert "half squared error" in texts  # for the formula


def test_the_picture_as_png_is_twice_as_fine(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    path = saved(page, "Picture as PNG")
    box = page.locator(".stage").bounding_box()
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    assert path.name == f"{NAME}-0.png"
    assert (width, height) == (round(2 * box["width"]), round(2 * box["height"]))


def test_the_numbers_are_those_of_the_engine(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    table = rows(saved(page, "The numbers on show as CSV"))[1:]
    whole = json.loads(trace_json(trace(example("mazur-2-2-2").experiment)))
    assert [float(value) for _, _, value, _ in table] == whole["values"]
    loss = next(t for t in whole["tensors"] if t["name"] == "E")
    assert table[loss["offset"]] == ["E", "", repr(whole["values"][loss["offset"]]), "E"]


def test_the_run_is_that_of_the_engine(page: Page) -> None:
    lab = trainer(page)
    lab.until(epoch=3)
    lab.train()
    path = saved(page, "The run as CSV")
    assert path.name == f"circle-run-{3 * EPOCH}.csv"
    head, *read = rows(path)
    assert head == ["iteration", "epoch", "loss", "accuracy", "test loss", "test accuracy"]
    assert [int(read[0][0]), int(read[-1][0])] == [0, 3 * EPOCH]
    one = circle()
    test = one.data.held_out
    learned = Evaluation(one, one.inputs, one.targets)
    kept = Evaluation(one, test.inputs, test.targets)
    for iteration, epoch, *told in read:
        k = int(iteration)
        values = (trace(one, k - 1).checkpoint if k else first(one)).values
        scores = [learned(values), kept(values)]
        assert int(epoch) == k // EPOCH
        assert told == [repr(x) for score in scores for x in (score.loss, score.accuracy)]


def test_without_a_run_it_is_said_why_there_is_none(page: Page, assert_accessible) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    page.locator(".header summary[title=Export]").click()
    run = page.get_by_role("button", name="The run as CSV")
    expect(run).to_have_attribute("aria-disabled", "true")
    expect(run).to_have_attribute("title", "Nothing was trained yet: there is no run.")
    assert_accessible(page)


def test_a_phone_has_it_among_more(new_context) -> None:
    context = new_context(locale="en-US", viewport={"width": 360, "height": 740})
    page = context.new_page()
    Lab(page).open("mazur-2-2-2", 9)
    assert saved(page, "Picture as SVG", "More").name == f"{NAME}-0.svg"


def test_a_link_can_hide_it(page: Page) -> None:
    page.goto("/?hide=export#example=mazur-2-2-2&t=9")
    Lab(page).ready()
    expect(page.locator(".header summary[title=Export]")).to_have_count(0)
