"""Text can be read on its ground in both themes: WCAG 2.2 AA, computed from tokens.css."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
GROUNDS = ("paper", "panel", "soft", "result")
TEXTS = (
    *("ink", "ink-2", "ink-3", "positive", "negative", "forward", "loss", "backward", "update"),
    "wrong",
)
BLOCKS = [
    dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))
    for body in re.findall(r":root[^{]*\{([^}]*)\}", (CSS / "tokens.css").read_text("utf-8"))
    if "--paper" in body
]
LIGHT, DARK, DARK_BY_SYSTEM = BLOCKS
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_contrast_is_at_least_4_5(theme: dict, ground: str, text: str):
    assert contrast(theme[text], theme[ground]) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_edge_of_a_field_contrast_is_at_least_3(theme: dict, ground: str):
    assert contrast(theme["line-2"], theme[ground]) >= 3


@THEMES
def test_primary_button_contrast_is_at_least_4_5(theme: dict):
    assert contrast(theme["panel"], theme["ink"]) >= 4.5


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_dark_is_the_same_chosen_or_by_system():
    assert DARK == DARK_BY_SYSTEM


def test_every_colour_has_a_dark_counterpart():
    colours = {name for name, value in LIGHT.items() if "#" in value or name.endswith("-rgb")}
    assert set(DARK) == colours | {"float"}


@pytest.mark.parametrize("theme", BLOCKS, ids=["light", "dark", "dark by system"])
def test_channels_are_those_of_their_colour(theme: dict):
    channels = {name.removesuffix("-rgb"): v for name, v in theme.items() if name.endswith("-rgb")}
    assert channels
    for name, value in channels.items():
        assert value.split() == [str(c) for c in bytes.fromhex(theme[name].lstrip("#"))]


def test_every_token_in_use_is_defined():
    text = "\n".join(sheet.read_text("utf-8") for sheet in CSS.glob("*.css"))
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= set(re.findall(r"(--[\w-]+):", text))


def contrast(one: str, other: str) -> float:
    """(L1 + 0.05) / (L2 + 0.05), L1 the lighter: WCAG 2.2, contrast ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
