"""Reading JSON quickly gives what reading it carefully gives, or is not done."""

import json
import math
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.limits import Limits
from app.parsing import strict_json
from app.parsing.strict_json import check_plain, parse
from app.problems import Problem

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
documents = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)


def pointer(path):
    return "".join(f"/{part}" for part in path)


def read(body):
    """The document, or the type of the problem."""
    try:
        return parse(body, Limits(), pointer)
    except Problem as problem:
        return problem.document.type


def carefully(body):
    try:
        strict_json._check_depth(strict_json._STRINGS.sub(b"", body), Limits().json_depth)
        return strict_json._carefully(body, pointer)
    except Problem as problem:
        return problem.document.type


def told(value):
    """With types, but large whole numbers as floats: within lists they are told apart by nobody."""
    if type(value) is int and abs(value) >= 10**18:
        return repr(float(value))
    if isinstance(value, dict):
        return {name: told(item) for name, item in value.items()}
    return [told(item) for item in value] if isinstance(value, list) else repr(value)


@given(document=documents, ascii=st.booleans())
def test_both_ways_give_the_same(document, ascii):
    body = json.dumps(document, ensure_ascii=ascii).encode("utf-8", "surrogatepass")
    assert told(read(body)) == told(carefully(body))


@given(body=st.text('{}[]:,"\\ -01.5eEab\n').map(str.encode) | st.binary(max_size=30))
def test_what_is_no_json_is_told_alike(body):
    assert told(read(body)) == told(carefully(body))


@given(bits=st.integers(0, 2**64 - 1))
def test_a_number_keeps_every_bit(bits):
    (number,) = struct.unpack("<d", struct.pack("<Q", bits))
    if number - number == 0.0:
        (found,) = read(json.dumps([number]).encode())
        assert struct.pack("<d", found) == struct.pack("<d", number)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}',
        '[1, {"a": 1, "a": 2}]',
        '{"a": [[{"b": 1, "b": 1}]]}',
        '{"a": {"b": [{"c": 0}, {"c": 0, "c": 0}]}}',
        '{"a:": 1, "a:": 1}',
    ],
)
def test_a_field_named_twice_is_found_wherever_it_is(text):
    assert read(text.encode()) == "/problems/duplicate-field"


def test_an_order_as_it_is_posted_is_read_quickly(small):
    """Colons within strings are none between names and values."""
    small |= {"frozen": ["W1:", "b1"], "parameters": {"W:2": [[1.0, 2.0]]}}
    order = {"experiment": small, "checkpoint": {"iteration": 2, "values": [0.5] * 9}}
    body = json.dumps(order).encode()
    assert strict_json._quickly(body, strict_json._STRINGS.sub(b"", body)) == order


@pytest.mark.parametrize("place", [0, 999, 1000, 1001, 2500])
@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 10**400])
@pytest.mark.parametrize("others", [0, 1.5, 1.7e308, -(10**400), "", [0]])
def test_what_is_not_finite_is_found_wherever_it_is(place, value, others):
    """Also where a sum would not show it, or overflows without it."""
    values = [others] * place + [value] + [0.0] * 700
    where = 0 if others == -(10**400) else place
    with pytest.raises(Problem) as caught:
        check_plain({"a": [[1.7e308] * 2100, values]}, pointer)
    (fault,) = caught.value.document.errors
    assert fault.pointer == f"/a/1/{where}"


@pytest.mark.parametrize("values", [[1.7e308] * 2100, [-1.7e308, 10**300] * 700, ["", True, None]])
def test_what_is_finite_is_plain(values):
    check_plain({"a": values}, str)


@pytest.mark.parametrize("text", [b"1" * 400, b"1e999", b"E+400", b'\\"1e400'])
def test_what_stands_in_a_text_is_no_number(text):
    assert strict_json.is_finite(b'{"a": "%b"}' % text)
    assert not strict_json.is_finite(b'{"%b": 1e400}' % text)


def test_many_numbers_that_are_nearly_too_long_take_no_longer_to_search():
    """In processor time; a search that began at every digit would take a hundred times as long."""
    short, long = (b"1" * n + b"," for n in (9, 299))

    def seconds(numbers):
        begin = time.thread_time()
        assert strict_json.is_finite(numbers * (1_000_000 // len(numbers)))
        return time.thread_time() - begin

    assert min(seconds(long) for _ in range(5)) < 20 * min(seconds(short) for _ in range(5))
