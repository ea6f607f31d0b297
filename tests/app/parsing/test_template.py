"""A body that differs from a known one in numbers alone is answered as if it were the first."""

import json
import math

import numpy as np
import pytest

from app.limits import Limits
from app.parsing.request_reader import OTHER, RequestReaders
from app.parsing.template import LONGEST, split
from app.schemas.engine_values import text_of
from app.schemas.experiment_cache import Variation
from engine.experiment.value import _listed
from engine.pausing import finish


def body(experiment, **more):
    return json.dumps({"experiment": experiment, **more}).encode()


def test_other_numbers_leave_the_template_as_it_is(small):
    one = split(body(small | {"seed": 3}, iteration=1))
    two = split(body(small | {"seed": 40, "inputs": [[1, -2e-3]]}, iteration=1))
    assert one
    assert two
    assert one.template == two.template
    assert json.loads(two.others(one.texts)) == {"seed": 40, "inputs": [[1, -2e-3]]}
    assert two.others(two.texts) == b"{}"
    for other in (
        body(small | {"seed": 3}, iteration=2),
        body(small | {"seed": "3"}, iteration=1),
        body(small, iteration=1),
        body({"targets": [], "inputs": [], "seed": 1}),
        body({"inputs": [], "inputs2": [], "seed": 1}),
    ):
        found = split(other)
        assert found
        assert found.template != one.template
    assert split(b"{}") is None
    for seed in (b"1.5", b"1e3", b"2.0"):
        assert split(b'{"seed": %b}' % seed) is None  # a part of a number is no number
    assert split(body(small | {"seed": "\u00e4"})) is None
    assert split(body(small, unknown="x" * LONGEST)) is None


@pytest.mark.parametrize("order", ["traces", "answers", "checks"])
def test_it_is_read_by_the_known_rest(small, order):
    readers = RequestReaders.on(Limits())
    reader = {"traces": readers.trace, "answers": readers.answer, "checks": readers.check}[order]
    before = reader.experiment(finish(reader.parse(body(small))))
    other = small | {"inputs": [[0.25, 1.0], [1.0, 1e-7], [0.5, -1.0]]}
    request = finish(reader.parse(body(other)))
    assert isinstance(request.experiment.value, Variation)
    made = reader.experiment(request)
    assert made.network is before.network
    assert made.to_json() == before.to_json() | {"inputs": other["inputs"]}
    again = [reader.experiment(finish(reader.parse(body(other)))) for _ in range(2)]
    assert again[1] is again[0]  # kept from the second time on


def test_an_experiment_is_known_by_its_own_rest_where_a_body_asks_about_more(small):
    readers = RequestReaders.on(Limits())
    numbers = {f"W{k}": [[0.25] * 40] * 8 for k in range(9)}
    first = readers.grading.parse(body(small | {"seed": 3}, answers=numbers))
    before = readers.grading.experiment(finish(first))
    other, given = small | {"seed": 4}, numbers | {"E": "0,25"}
    request = finish(readers.grading.parse(body(other, iteration=2, answers=given)))
    assert isinstance(request.experiment.value, Variation)
    assert (request.iteration, request.answers) == (2, given)
    made = readers.grading.experiment(request)
    assert made.network is before.network
    assert made.to_json() == before.to_json() | {"seed": 4}


def with_fields(of, **texts):
    """A body with these texts in the place of fields."""
    asked = json.dumps({"experiment": of | dict.fromkeys(texts, "?"), "iteration": 1})
    for name, text in texts.items():
        asked = asked.replace(f'"{name}": "?"', text)
    return asked.encode()


ODD = (
    {"inputs": '"inputs": [[0.5, 1.0]]'},
    {"inputs": '"inputs": [[0.5, 1], [1e-3, 2E+1], [-0.0, -1]]'},
    {"inputs": '"inputs": [[0.5, 1.0, 1.5], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]]'},
    {"inputs": '"inputs": [[0.5], [1.0, 1.0], [0.0, 0.0]]'},
    {"inputs": '"inputs": [[1e999, 1], [1, 1], [0, 0]]'},
    {"inputs": '"inputs": [[1000001, 1], [1, 1], [0, 0]]'},
    {"inputs": '"inputs": [[01, 1], [1, 1], [0, 0]]'},
    {"inputs": '"inputs": [[true, 1], [1, 1], [0, 0]]'},
    {"inputs": '"inputs": [[1, 1], [1, 1], [0, 0]]]'},
    {"inputs": '"inputs": [[1, 1], [1, 1], [0, 0]], [1]'},
    {"inputs": '"inputs": ' + "[" * 40 + "]" * 40},
    {"inputs": '"inputs": []'},
    {"inputs": '"inputs": 3'},
    {"inputs": '"targets": [[1.0], [0.0], [0.5]]'},
    {"inputs": '"inputs": [[1, 1], [1, 1], [0, 0]], "inputs": [[0, 1], [1, 1], [0, 0]]'},
    {"inputs": '"seed": 4'},
    {"targets": '"targets": [[1.0], [0.0], [7.5]]'},
    {"targets": '"targets": [[1.0, 2.0], [0.0, 1.0], [7.5, 1.0]]'},
    {"targets": '"targets": [[1.0]]'},
    {"seed": '"seed": 4294967296'},
    {"seed": '"seed": 12345678901234567890123'},
    {"seed": '"seed": 3.5'},
    {"seed": '"seed": 1e3'},
    {"seed": '"seed": -1'},
    {"seed": '"seed": 07'},
    {"seed": '"seed"\x0b: 4'},
    {"seed": '"seed":\x0c4'},
    {"inputs": '"inputs":\x0c[[1, 2], [3, 4], [5, 6]]'},
    {"seed": '"seed": 7, "seed": 8'},
    {"seed": '"seed": 7, "data": {"kind": "moons", "seed": 3}'},
)


@pytest.mark.parametrize("more", [b"}", b" " * OTHER + b"}"], ids=["short", "long"])
@pytest.mark.parametrize("batch", [None, 2])
def test_it_is_answered_as_if_nothing_were_known(client, small, batch, more):
    """A body with an escape in a text is read whole, always. In a long one the experiment is looked
    for alone."""
    small |= {"seed": 1, "batch": batch}
    client.post(body(small, iteration=1)[:-1] + more)
    for odd in ODD:
        order = with_fields(small, **odd)[:-1] + more
        known = client.post(order)
        whole = client.post(order.replace(b'"tanh"', b'"t\\u0061nh"'))
        assert known.status_code == whole.status_code, order
        if known.status_code == 400:  # what it names may lie behind the escape
            known, whole = (answer.json()["type"] for answer in (known, whole))
            assert known == whole, order
        else:
            assert known.content == whole.content, order


def test_numbers_are_written_as_the_engine_writes_them():
    rng, told = np.random.default_rng(0), 0
    drawn = rng.uniform(-1, 1, (4000, 1, 3)) * 10.0 ** rng.integers(-12, 22, (4000, 1, 1))
    edges = [0.0, -0.0, 1e-5, 1e-4, 9.9e-5, 1e16, 9999999999999998.0, 1e15, 5e-324, 0.1, 100.0]
    for values in [*drawn, *(np.array([[edge, math.pi]]) for edge in edges)]:
        text = text_of(values.tolist())
        assert text in (None, _listed(values))
        told += text is not None
    assert told > 1500
