"""Reading JSON quickly gives what reading it carefully gives, or is not done."""

import json
import math
import struct
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.limits import Limits
from app.parsing import strict_json
from app.parsing.strict_json import NOTHING, Load, check_plain, load_of, parse, parse_modest
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
    assert strict_json._quickly(body, body) == order


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


@pytest.mark.parametrize(
    ("limit", "fits", "past", "slug"),
    [
        ({"json_depth": 3}, b'[{"a": []}]', b'[{"a": [[]]}]', "too-deep"),
        ({"json_depth": 2}, b'["[[[", {}, {}, []]', b'["[[[", {}, {}, [{}]]', "too-deep"),
        ({"json_names": 3}, b'{"a:": 1, "{": ":"}', b'{"a:": 1, "{": {}}', "too-large"),
        ({"json_lists": 2}, b'[["["]]', b'[["[", []]]', "too-large"),
        ({"json_bytes": 9}, b'["long text", 123]', b'["long text", 1234]', "too-large"),
        ({"json_bytes": 9}, b"[1, 2, 3]", b"[1, 2, 3 ]", "too-large"),
        # An escape counts six bytes where the whole is larger than the limit.
        (
            {"json_bytes": 22},
            rb'["\n\n\n is more than 22"]', rb'["\n\n\n\n is more than 22"]', "too-large",
        ),
        ({"json_bytes": 16}, rb'["\n\"longer"  ]', rb'["\n\"longer"   ]', "too-large"),
    ],
)  # fmt: skip
def test_a_body_may_have_what_the_limit_says_and_no_more(limit, fits, past, slug):
    limits = replace(Limits(), **limit)
    assert parse(fits, limits, pointer) == json.loads(fits)
    with pytest.raises(Problem) as caught:
        parse(past, limits, pointer)
    assert caught.value.document.type == f"/problems/{slug}"
    assert caught.value.document.limit == next(iter(limit.values()))
    assert str(next(iter(limit.values()))) in caught.value.document.detail


def test_of_a_modest_body_the_depth_alone_is_left_to_check():
    """And that only where there are brackets enough for it."""
    limits = replace(Limits(), json_depth=3)
    for body in (b"[[[1]]]", b'[["[[[[", {}]]'):
        assert parse_modest(body, load_of(body), limits, pointer) == json.loads(body)
    deep = b"[[[[1]]]]"
    with pytest.raises(Problem) as caught:
        parse_modest(deep, load_of(deep), limits, pointer)
    assert caught.value.document.type == "/problems/too-deep"
    mixed = b'{"a": [{"b": 1}]}'  # two objects, two names and a list
    assert load_of(mixed) == Load(17, 4, 1)
    assert load_of(b"") == NOTHING
    with pytest.raises(Problem):
        parse_modest(mixed, load_of(mixed), replace(Limits(), json_depth=2), pointer)


@pytest.mark.parametrize("part", ["size", "names", "lists"])
def test_a_load_is_modest_up_to_each_limit_together_with_the_rest(part):
    limits = replace(Limits(), json_bytes=10, json_names=10, json_lists=10)
    for number, rest, modest in ((10, 0, True), (4, 6, True), (11, 0, False), (5, 6, False)):
        one, other = NOTHING._replace(**{part: number}), NOTHING._replace(**{part: rest})
        assert one.is_modest(other, limits) == modest


def test_braces_within_texts_are_seen():
    for body, within in {
        b'{"a": "b"}': False, b'{"{": 1}': True, b'{"a": "}"}': True, b'["[]"]': False,
        rb'["\n"]': True,  # not looked at closely
    }.items():  # fmt: skip
        assert strict_json.has_braces_in_texts(body) == within


@pytest.mark.parametrize("sign", ["", "-"])
def test_whole_numbers_of_nineteen_digits_are_read_as_floats(sign):
    for text, kind in ((f"{sign}{10**18 - 1}", int), (f"{sign}{10**18}", float)):
        number = read(f'{{"a": {text}}}'.encode())["a"]
        assert type(number) is kind
        assert number == kind(text)
        escaped = read(f'["\\n", {text}]'.encode())[1]
        assert type(escaped) is kind


def test_where_a_body_goes_wrong_is_told():
    for body, told in {
        b'{"a": 1,\n "b" 2}': {"line": 2, "column": 6},
        b'["\xff"]': {"offset": 2},
        b'["ab\xed\xa0\x80"]': {"offset": 4},
    }.items():
        with pytest.raises(Problem) as caught:
            parse(body, Limits(), pointer)
        document = caught.value.document.model_dump()
        assert {name: document[name] for name in told} == told
        assert all(str(number) in document["detail"] for number in told.values())


def test_the_first_fault_is_told_with_its_place():
    for body, place, slug in (
        (b'{"a": [1, {"b": NaN}], "c": 1e999}', "/a/1/b", "not-finite"),
        (b'{"a": {"b": 1, "b": 1}, "c": NaN}', "/a", "duplicate-field"),
    ):
        with pytest.raises(Problem) as caught:
            parse(body, Limits(), pointer)
        document = caught.value.document
        (fault,) = document.errors
        assert (document.type, fault.pointer) == (f"/problems/{slug}", place)
        assert document.detail == fault.detail


@pytest.mark.parametrize(
    ("body", "slug"),
    [(b"[[[", "malformed-json"), (b"[[[[", "too-deep"), (b"]][[[[[", "malformed-json")],
)
def test_brackets_that_are_left_open_are_counted_one_by_one(body, slug):
    with pytest.raises(Problem) as caught:
        parse(body, replace(Limits(), json_depth=3), pointer)
    assert caught.value.document.type == f"/problems/{slug}"
