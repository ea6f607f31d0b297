"""Colours of answers: hue is the side of the middle, strength the way from it."""

from typing import Any

import numpy as np

from engine import example
from tests.static.pure import Core, evaluate

COLOURS = {"panel": "#000000", "positive": "#0000ff", "negative": "#ff0000"}
READ = """async ({ base, colours, numbers, values, low, high, scale }) => {
    const { ramp, shade } = await import(`${base}/core/picture/colormap.js`);
    const kind = numbers === 'uint8' ? Uint8Array : Float32Array;
    const out = new Uint32Array(values.length);
    const surface = { tensor: 'a1', cell: [0], low, high, values: kind.from(values) };
    shade(surface, scale, ramp(colours), out);
    return [...out].map((p) => [p & 255, (p >> 8) & 255, (p >> 16) & 255, p >>> 24]);
}"""
SCALE = """async ({ base, asked }) => {
    const { scaleOf } = await import(`${base}/core/picture/colormap.js`);
    return asked.map(([surface, range, targets]) => {
        const { middle, reach } = scaleOf(surface, range, targets);
        return [middle, reach];
    });
}"""


def shade(core: Core, **more: Any) -> Any:
    return evaluate(core, READ, example("mazur-2-2-2").experiment, colours=COLOURS, **more)


def test_negative_middle_and_positive(core: Core) -> None:
    scale = {"middle": 0, "reach": 2}
    seen = shade(core, numbers="float32", values=[-9, -2, -1, 0, 1, 2], low=-9, high=2, scale=scale)
    full = round(0.82 * 255)
    assert seen[0] == seen[1] == [full, 0, 0, 255], "beyond the scale is full colour"
    assert abs(seen[2][0] - full / 2) <= 1
    assert max(seen[3][:3]) <= 1
    assert abs(seen[4][2] - full / 2) <= 1
    assert seen[5] == [0, 0, full, 255]


def test_bytes_say_the_same_as_numbers(core: Core) -> None:
    scale = {"middle": 0.5, "reach": 0.5}
    values = [0.25, 0.4, 0.6, 0.75]
    plain = shade(core, numbers="float32", values=values, low=0.25, high=0.75, scale=scale)
    coded = [round((v - 0.25) / 0.5 * 255) for v in values]
    found = shade(core, numbers="uint8", values=coded, low=0.25, high=0.75, scale=scale)
    assert np.abs(np.array(plain) - found).max() <= 1


def test_the_scale_is_of_the_targets_the_activation_or_the_neuron_itself(core: Core) -> None:
    surface = {"low": -1.0, "high": 3.0}
    signs = {"kind": "classes", "values": [[-1], [1]], "of": []}
    heights = {"kind": "heights", "low": -5, "high": 2}
    asked = [
        (surface, [-1, 1], None),
        (surface, [0, 1], None),
        (surface, [0, None], None),
        (surface, None, None),
        (surface, [0, 1], signs),
        (surface, None, heights),
    ]
    found = evaluate(core, SCALE, example("mazur-2-2-2").experiment, asked=asked)
    assert found == [[0, 1], [0.5, 0.5], [0, 3], [0, 3], [0, 1], [0, 5]]
