"""The iteration as a table and as HTML."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from engine import Experiment, Layer, example, examples, registry, trace
from engine.explain.show import WRONG, equation, html, text


@pytest.mark.parametrize("name", examples())
def test_the_table_holds_every_step_every_value_and_every_published_number(name):
    shown = example(name)
    t = trace(shown.experiment)
    table = text(t, shown)
    for step in t.program.steps:
        assert re.search(
            rf"(?m)^ *{step.index + 1}  {step.phase} +{re.escape(step.writes)} = ", table
        )
    for tensor in t.program.tensors:
        for value in np.ravel(t[tensor]):
            assert f"  {value + 0.0:.12g}" in table
    for value in shown.published.values():
        for number in np.ravel(np.array(value, float)):
            assert np.isnan(number) or re.search(
                rf"[ ]{re.escape(repr(float(number)))}(?= |\n|$)", table
            )
    listed = sum(1 if cells is True else len(cells) for cells in shown.wrong.values())
    assert table.count(WRONG) == listed
    if shown.errata:
        assert shown.errata.split()[0] in table
    assert table.isascii()


def test_a_wrong_number_stands_beside_ours():
    shown = example("mazur-2-2-2")
    table = text(trace(shown.experiment), shown)
    assert f"E_after_1  0.291027773694  published 0.291027924  ({WRONG})" in table
    assert "0.298371109\n" in table


def test_published_numbers_belong_to_the_first_iteration():
    shown = example("mazur-2-2-2")
    table = text(trace(shown.experiment, 1), shown)
    assert "published" not in table
    assert "iteration 1, 1 example" in table


@pytest.mark.parametrize(
    ("tensor", "expected"),
    [
        ("z1", "z1 = sum(W1 * a0) + b1"),
        ("a1", "a1 = 1 / (1 + exp(-z1))"),
        ("E", "E = 0.5 * sum((a2 - y) ** 2)"),
        ("d_a2", "d_a2 = a2 - y"),
        ("W1'", "W1' = W1 - eta * d_W1"),
        ("b1'", "b1' = b1"),
    ],
)
def test_equations_in_plain_text(tensor, expected):
    program = trace(example("mazur-2-2-2").experiment).program
    assert equation(program, program.writer[tensor]) == expected


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.data, self.open = set(), {}, "", []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= dict(attrs)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.data += data


@pytest.mark.parametrize("name", examples())
def test_html_is_a_static_table_without_colours_or_addresses(name):
    t = trace(example(name).experiment)
    page = t._repr_html_()
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.tags == {"table", "caption", "thead", "tbody", "tr", "th", "td", "code"}
    assert set(tags.attributes) == {"style"}
    assert not re.search(r"http|url|color|#(?!x27;)", page)
    for step in t.program.steps:
        assert equation(t.program, step) in tags.data


def test_html_escapes():
    t = trace(example("ai-by-hand-4-3-4-3").experiment)
    assert "z2 &gt; 0" in html(t)
    assert "z2 > 0" not in html(t)


def test_html_of_a_large_network_stays_short():
    large = Experiment(
        layers=(Layer(registry["dense"](200)),),
        loss=registry["sse"](),
        inputs=np.ones((50, 100)),
        targets=np.ones((50, 200)),
    )
    assert len(html(trace(large))) < 20_000


def test_a_run_that_diverged_says_so():
    run = Experiment(
        layers=(Layer(registry["dense"](1)),),
        loss=registry["sse"](),
        inputs=[[1.0]],
        targets=[[0.0]],
        learning_rate=1e9,
    )
    t = trace(run, 100)
    assert f"iteration {t.diverged.iteration} left the finite numbers at E; this is before" in text(
        t
    )


def test_zero_has_no_sign():
    chain = example("two-neuron-chain-relu").experiment.to_json()
    given = {"W1": [[-3.0]], "b1": [-1.0], "W2": [[0.5]], "b2": [1.0]}
    still = trace(Experiment.from_json(chain | {"parameters": given, "targets": [[9.0]]}))
    assert any(np.any((still[n] == 0) & np.signbit(still[n])) for n in still.program.tensors)
    for told in (text(still), html(still)):
        assert not re.search(r"-0\.?(?![\d.])", told)


def test_the_table_of_an_iteration_begins_with_what_is_given():
    t = trace(example("mazur-2-2-2").experiment)
    heading, table = text(t).split("\n\n")
    assert heading == (
        "iteration 0, 1 example, loss half_sse (sum over the batch), learning rate 0.5"
    )
    names, dashes, first, second = table.split("\n")[:4]
    assert names.split() == ["step", "phase", "equation", "cell", "value"]
    assert set(dashes) == {"-", " "}
    assert dashes.startswith("----  --------  ---")
    assert first.split() == ["given", "a0", "[0,", "0]", "0.05"]
    assert second.split() == ["[0,", "1]", "0.1"]
    loss = next(line for line in table.split("\n") if " E = " in line)
    assert "[" not in loss  # a single number has no cell
    assert loss.endswith("  0.29837110876")


def test_steps_are_numbered_from_one_and_values_have_six_digits():
    page = html(trace(example("mazur-2-2-2").experiment))
    numbers = re.findall(r"<tr><td [^>]*>(-?\d+)</td>", page)
    assert numbers == [str(k + 1) for k in range(len(numbers))]
    assert "[[0.59327  0.596884]]" in page
