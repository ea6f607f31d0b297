"""Columns tell the kind of their layer, outputs their class and their target, an image is seen."""

import pytest
from playwright.sync_api import expect

from tests.browser.opened import dense, experiment, open_experiment

DIGITS = {"kind": "digits", "seed": 1, "examples": 60}
FILTERS = [
    {"kind": "conv2d", "filters": 2, "kernel": 3, "activation": {"kind": "relu"}},
    {"kind": "max_pool"},
    {"kind": "flatten"},
    *dense(10, output="softmax"),
]
KINDS = {
    ("en-US", 1440): ["Input", "Convolution · ReLU", "Max pooling", "Flatten", "Output · softmax"],
    ("en-US", 360): ["Input", "Conv ReLU", "Max", "Flat", "Output softmax"],
    ("ko-KR", 360): ["입력", "합성곱 ReLU", "최대", "펼치기", "출력 softmax"],
}
TWENTY = [0.25 if k % 3 else -1.5 for k in range(20)]


@pytest.mark.parametrize(("locale", "width"), KINDS)
def test_columns_carry_the_kind_of_their_layer(new_page, locale: str, width: int) -> None:
    page = new_page(locale=locale, viewport={"width": width, "height": 800})
    open_experiment(page, experiment(FILTERS, "cross_entropy", {**DIGITS, "form": "image"}), 3)
    expect(page.locator(".stage .title")).to_have_text(KINDS[locale, width])
    expect(page.locator(".stage .input-image canvas")).to_be_visible()


def test_a_digits_output_carries_its_class_and_its_target_apart(page) -> None:
    of = experiment(dense(8, 10, output="softmax"), "cross_entropy", DIGITS)
    open_experiment(page, of, 3)
    names = page.locator(".stage .wanted > b").all_inner_texts()
    assert names == [*"0123456789"]
    targets = page.locator(".stage .wanted > span").all_inner_texts()
    assert sorted(targets) == ["target 0"] * 9 + ["target 1"]
    wanted = page.locator(".bars .wanted-bar span").first.inner_text()
    assert targets[int(wanted)] == "target 1"


@pytest.mark.parametrize("width", [360, 1024])
def test_twenty_outputs_keep_their_targets(new_page, width: int) -> None:
    page = new_page(locale="en-US", viewport={"width": width, "height": 740})
    of = experiment(dense(3, 20), "half_sse", {})
    del of["data"]
    of |= {"inputs": [[0.5, 1]], "targets": [TWENTY], "batch": None}
    open_experiment(page, of, 3)
    seen = page.locator(".stage .wanted b").all_inner_texts()
    assert [float(text.replace("−", "-")) for text in seen] == TWENTY
