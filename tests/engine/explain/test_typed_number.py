"""Numbers as people type them, with how exact they are meant."""

import numpy as np
import pytest

from engine.explain.typed_number import LARGEST, Unreadable, half_units, read_number, read_numbers

READ = [
    ("0.0822", 0.0822, 0.00005),
    ("0,0822", 0.0822, 0.00005),
    (",5", 0.5, 0.005),
    ("−0.08", -0.08, 0.005),
    ("–0,080", -0.08, 0.0005),
    ("+3.", 3.0, 0.05),
    (" 12 ", 12.0, 0.5),
    ("1200", 1200.0, 50.0),
    ("1200.0", 1200.0, 0.05),
    ("100", 100.0, 5.0),
    ("7", 7.0, 0.05),
    ("0.5", 0.5, 0.005),
    ("0.0004", 0.0004, 0.00005),
    ("0.00", 0.0, 0.005),
    ("1e-3", 0.001, 0.00005),
    ("1.0e-3", 0.001, 0.00005),
    ("−2,50E+2", -250.0, 0.5),
    ("1.5·10^-3", 0.0015, 0.00005),
    ("1,5 × 10⁻³", 0.0015, 0.00005),
    ("2.5*10**2", 250.0, 5.0),
    ("1,234.5", 1234.5, 0.05),
    ("1.234,5", 1234.5, 0.05),
    ("1 234.5", 1234.5, 0.05),
    ("１２．５", 12.5, 0.05),
    (0.0822, 0.0822, 0.00005),
    (1e-07, 1e-07, 5e-09),
    (-12.0, -12.0, 0.5),
    (3, 3.0, 0.05),
    (0.5, 0.5, 0.005),
]
EXACT = [("1/4", 0.25), ("¼", 0.25), ("-¼", -0.25), ("−1/3", -1 / 3), ("1½", 1.5), ("-2¾", -2.75)]
EXACT += [("1 1/4", 1.25), ("−2 1⁄2", -2.5), ("11/4", 2.75), ("1 8/6", 3.0), ("1 ¼", 1.25)]
NONE = [
    "",
    "x",
    "NaN",
    "inf",
    "1e999",
    "1..2",
    "1,2,3",
    "1/0",
    "/2",
    "--1",
    "0x10",
    "1e",
    "٣a",
    "1/2/3",
]


@pytest.mark.parametrize(("given", "value", "within"), READ, ids=[repr(r[0]) for r in READ])
def test_it_is_read_with_half_a_unit_of_its_last_digit(given, value, within) -> None:
    found = read_number(given)
    assert found.value == pytest.approx(value, rel=1e-15)
    assert found.within == pytest.approx(within, rel=1e-12)


@pytest.mark.parametrize(("given", "value"), EXACT)
def test_a_fraction_stands_for_itself(given: str, value: float) -> None:
    found = read_number(given)
    assert found.value == pytest.approx(value, rel=1e-15)
    assert found.within == pytest.approx(1e-12 * abs(value))


@pytest.mark.parametrize("given", [*NONE, None, True, [1], {}, "9" * 99])
def test_what_is_no_number_is_told(given) -> None:
    with pytest.raises(Unreadable):
        read_number(given)


def test_what_may_be_meant_is_told() -> None:
    with pytest.raises(Unreadable) as error:
        read_number("0,08 (rounded)")
    assert error.value.nearest == 0.08
    with pytest.raises(Unreadable) as error:
        read_number("-1e101")
    assert (error.value.nearest, error.value.limit) == (-LARGEST, LARGEST)


def test_many_are_read_as_each_by_itself() -> None:
    given = [0.5, 12.0, None, "¼", 3, "−0,08"]
    values, within = read_numbers(given)
    known = [read_number(n) for n in given if n is not None]
    assert [w for w, n in zip(within, given, strict=True) if n is not None] == [
        n.within for n in known
    ]
    assert [v for v in values if v == v] == [n.value for n in known]


def test_half_units_of_many_are_those_of_each() -> None:
    rng = np.random.default_rng(3)
    drawn = 10.0 ** rng.uniform(-25, 25, 6000) * rng.choice([-1, 1], 6000)
    numbers = [float(f"{x:.{k % 18}e}") for k, x in enumerate(drawn)]
    numbers += [round(x, k % 12) for k, x in enumerate(rng.uniform(-12, 12, 3000).tolist())]
    numbers += [0.0, -0.0, 0.05, 0.1, 5e-324, 1e22, 0.3, 0.1 + 0.2, 1e15, 999999999999999.9]
    wanted = [read_number(x).within for x in numbers]
    assert half_units(np.array(numbers)).tolist() == wanted
