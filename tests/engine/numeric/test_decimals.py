"""Short decimals against exact fractions, and against what the page's own language writes."""

import json
import math
import shutil
import subprocess
from fractions import Fraction
from random import Random

import pytest

from engine.numeric.decimals import exponential, fixed

TIES = [0.125, 0.375, 0.625, -0.125, 0.03125, 2.5, 0.5, 1234.0625]


def values() -> list[float]:
    draw = Random(5)
    odd = [0.0, 5e-324, 1.7976931348623157e308, 9.995, 0.9995, -0.00005]
    return TIES + odd + [draw.gauss(0, 1) * 10.0 ** draw.randint(-9, 9) for _ in range(300)]


@pytest.mark.parametrize("digits", [0, 2, 4])
def test_a_decimal_is_the_nearest_and_of_two_the_one_away_from_zero(digits: int) -> None:
    for value in values():
        text = fixed(value, digits)
        assert len(text.partition(".")[2]) == digits
        shifted = abs(Fraction(value)) * 10**digits
        nearest = math.floor(shifted + Fraction(1, 2))
        assert abs(Fraction(text)) * 10**digits == nearest, value


def test_a_mantissa_is_rounded_as_a_decimal_is() -> None:
    assert [exponential(v, 1) for v in (0.125, -0.375, 0.0, 9.96, 5e-324)] == [
        *("1.3e-1", "-3.8e-1", "0.0e+00", "1.0e+1", "4.9e-324")
    ]


def test_the_page_writes_the_same_digits() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not there")
    numbers = [v for v in values() if abs(v) < 1e21]  # from there on toFixed writes powers of ten
    script = f"console.log(JSON.stringify({json.dumps(numbers)}.map((v) => v.toFixed(4))))"
    told = subprocess.run([node, "-e", script], capture_output=True, check=True, text=True).stdout
    assert [fixed(v, 4) for v in numbers] == [
        "0.0000" if v == 0 else text for v, text in zip(numbers, json.loads(told), strict=True)
    ]
