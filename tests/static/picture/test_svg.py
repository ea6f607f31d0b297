"""What is painted as on a canvas becomes SVG that says the same."""

import math
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.static.pure import Core, ask

SVG = "{http://www.w3.org/2000/svg}"


def drawn(core: Core, code: str) -> Any:
    script = f"""(() => {{
        const ctx = new svg.Drawing("layer");
        {code}
        return svg.svg({{width: 100, height: 50}}, "a < b & c", [ctx]);
    }})()"""
    return ET.fromstring(ask(core, "picture/svg", script))


def test_a_line_has_its_colour_width_and_share_of_light(core: Core) -> None:
    root = drawn(
        core,
        """ctx.globalAlpha = 0.5; ctx.strokeStyle = "color(srgb 1 0 0.5 / 0.5)"; ctx.lineWidth = 3;
        ctx.beginPath(); ctx.moveTo(1, 2); ctx.lineTo(3.456, 4); ctx.stroke();""",
    )
    assert root.find(f"{SVG}title").text == "a < b & c"
    assert root.get("viewBox") == "0 0 100 50"
    line = root.find(f"{SVG}g[@id='layer']/{SVG}path").attrib
    assert (line["d"], line["stroke"], line["stroke-width"]) == ("M1 2L3.46 4", "#ff0080", "3")
    assert (line["stroke-opacity"], line["fill"]) == ("0.25", "none")


def test_letters_are_escaped_and_as_wide_as_they_were(core: Core) -> None:
    root = drawn(
        core,
        """ctx.font = '650 12.5px "A Face", serif'; ctx.fillStyle = "#123456";
        ctx.fillText("∂E < 1 & 2", 5, 6, 40);""",
    )
    text = root.find(f".//{SVG}text")
    assert text.text == "∂E < 1 & 2"
    assert text.attrib["font-family"] == '"A Face", serif'
    wanted = {"font-size": "12.5", "font-weight": "650", "textLength": "40", "fill": "#123456"}
    assert wanted.items() <= text.attrib.items()


def test_a_clip_within_a_clip_holds_for_what_follows_until_it_is_restored(core: Core) -> None:
    root = drawn(
        core,
        """ctx.save(); ctx.rect(0, 0, 9, 9); ctx.clip();
        ctx.save(); ctx.beginPath(); ctx.rect(0, 0, 5, 5); ctx.clip(); ctx.fillRect(1, 1, 2, 2);
        ctx.restore(); ctx.fillRect(3, 3, 2, 2); ctx.restore(); ctx.fillRect(4, 4, 2, 2);""",
    )
    layer = root.find(f"{SVG}g")
    assert [e.get("clip-path") for e in layer] == [
        None, "url(#layer-1)", "url(#layer-2)", "url(#layer-1)", None,
    ]  # fmt: skip


ARCS = {
    "-1, 2.5, false": (-1, 3.5),
    "-1, 2.5": (-1, 3.5),
    "2.5, -1, true": (2.5, -3.5),
    "2.5, -1": (2.5, 2 * math.pi - 3.5),
    "0, -1, true": (0, -1),
    "0, 1, true": (0, 1 - 2 * math.pi),
    "0, 2 * Math.PI": (0, 2 * math.pi),
    "-Math.PI / 2, 1.5 * Math.PI": (-math.pi / 2, 2 * math.pi),
    "1, 1 - 2 * Math.PI, true": (1, -2 * math.pi),
    "0, 9": (0, 2 * math.pi),
}
"""Angles from and to, clockwise unless told; where the arc begins and how far it turns."""


@pytest.mark.parametrize("arc", ARCS)
def test_an_arc_goes_where_a_canvas_would_go(core_in_page: Core, arc: str) -> None:
    """By the rules of HTML for `arc`; what is written is rounded to a hundredth."""
    script = f"""(() => {{
        const mark = new path.Path();
        mark.arc(20, 20, 15, {arc});
        const drawn = document.createElementNS("{SVG[1:-1]}", "path");
        drawn.setAttribute("d", mark.d);
        const length = drawn.getTotalLength();
        return Array.from({{ length: 33 }}, (_, k) => {{
            const {{ x, y }} = drawn.getPointAtLength((length * k) / 32);
            return [x, y];
        }});
    }})()"""
    begin, turn = ARCS[arc]
    for k, (x, y) in enumerate(ask(core_in_page, "picture/path", script)):
        angle = begin + turn * k / 32
        wanted = (20 + 15 * math.cos(angle), 20 + 15 * math.sin(angle))
        assert math.dist((x, y), wanted) < 0.03, k
