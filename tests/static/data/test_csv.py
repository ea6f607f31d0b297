"""Tables as CSV: what a spreadsheet and Python read back is what was written."""

import csv
import io
import json

from app.schemas.serialize import trace_json
from engine import Experiment, trace
from tests.browser.training import CIRCLE
from tests.static.pure import Core, ask


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_fields_are_quoted_where_they_must_be(core: Core) -> None:
    table = [["plain", "a,b", 'say "x"'], ["two\r\nlines", None, 1.5]]
    text = ask(core, "data/csv", "csv.csv(table)", table=table)
    assert text == 'plain,"a,b","say ""x"""\r\n"two\r\nlines",,1.5\r\n'
    assert rows(text) == [["plain", "a,b", 'say "x"'], ["two\r\nlines", "", "1.5"]]


def test_numbers_keep_every_digit_and_those_not_finite_their_name(core: Core) -> None:
    numbers = "[0.1 + 0.2, 5e-324, -1.7976931348623157e308, -0, Infinity, -Infinity, NaN]"
    [read] = rows(ask(core, "data/csv", f"csv.csv([{numbers}])"))
    tiny, most = 5e-324, -1.7976931348623157e308
    assert [float(x) for x in read[:4]] == [0.1 + 0.2, tiny, most, 0]
    assert read[3:] == ["-0", "inf", "-inf", "nan"]


def test_a_run_has_a_row_for_each_point_and_nothing_where_there_is_none(core: Core) -> None:
    points = [
        {"iteration": 0, "epoch": 0, "loss": 0.7, "accuracy": 0.5, "test": {"loss": 0.8}},
        {"iteration": 1, "epoch": 0, "loss": None},
    ]
    read = rows(ask(core, "data/csv", "csv.csv(csv.runTable(points))", points=points))
    assert read == [
        ["iteration", "epoch", "loss", "accuracy", "test loss", "test accuracy"],
        ["0", "0", "0.7", "0.5", "0.8", ""],
        ["1", "0", "", "", "", ""],
    ]


def test_the_numbers_are_all_of_the_trace_counted_from_one(core: Core) -> None:
    document = json.loads(trace_json(trace(Experiment.from_json(CIRCLE))))
    code = "csv.csv(numberTable.numbersTable(new trace.Trace(document)))"
    head, *read = rows(
        ask(core, "data/csv explain/number-table data/trace", code, document=document)
    )
    assert head == ["tensor", "cell", "value", "symbol"]
    assert [float(value) for _, _, value, _ in read] == document["values"]
    first = document["tensors"][0]
    assert [first["name"], " ".join("1" for _ in first["shape"])] == read[0][:2]
    names = dict.fromkeys(name for name, *_ in read)
    assert list(names) == [t["name"] for t in document["tensors"]]
    symbols = {(name, cell): symbol for name, cell, _, symbol in read}
    assert symbols["W1", "2 1"] == "w⁽¹⁾₂₁"
    assert symbols["a2", "1 1"] == "a⁽²⁾[1]₁"
