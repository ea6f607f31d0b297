"""Tables in JSON: every form gives the table that the same rows give in text."""

import json

import pytest

from engine.tables import UnusableTable, read_table

ROWS = [{"x": 1.5, "y": "a"}, {"x": 2, "y": "b"}, {"x": -3e-2, "y": "a"}]
FORMS = {
    "records": json.dumps(ROWS),
    "lines": "\n".join(map(json.dumps, ROWS)),
    "columns": json.dumps({"x": [1.5, 2, -0.03], "y": ["a", "b", "a"]}),
    "by index": json.dumps(
        {"x": {"0": 1.5, "1": 2, "2": -0.03}, "y": {"0": "a", "1": "b", "2": "a"}}
    ),
    "by row": json.dumps({str(k): row for k, row in enumerate(ROWS)}),
    "split": json.dumps(
        {"columns": ["x", "y"], "index": [0, 1, 2], "data": [[1.5, "a"], [2, "b"], [-0.03, "a"]]}
    ),
    "table": json.dumps({"schema": {"fields": []}, "data": ROWS}),
    "lists": json.dumps([["x", "y"], [1.5, "a"], [2, "b"], [-0.03, "a"]]),
}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_read_as_the_same_rows_in_text(form):
    data, report = read_table(FORMS[form])
    text, _ = read_table("x,y\n1.5,a\n2,b\n-0.03,a\n")
    assert report.format == "json"
    assert data.inputs.tolist() == text.inputs.tolist()
    assert data.targets.tolist() == text.targets.tolist()
    assert (data.input_names, data.classes) == (text.input_names, text.classes)


@pytest.mark.parametrize(
    "text",
    [
        '{"x": 1, "y": 2}', '{"x": [1, 2], "y": [1]}', '[{"x": [1], "y": 2}, {"x": 1, "y": 2}]',
        "[[1, 2], [3]]", '[{"x": 1}, 2]', '{"x": }', "[" * 50_000, '[[], []]',
        '[{"x": 1, "x": 2, "y": 0}]',
        '{"columns": 3, "data": []}', '{"columns": ["x"], "data": 3}', '{"schema": 1, "data": 2}',
        '[{"x": 1' + "0" * 5000 + "}]",
    ],
)  # fmt: skip
def test_other_json_is_refused(text):
    with pytest.raises(UnusableTable):
        read_table(text)


def test_what_is_no_finite_number_is_missing():
    _, report = read_table('[{"x":1,"y":0},{"x":NaN,"y":1},{"x":null,"y":1},{"x":2,"y":1}]')
    assert [(f.code, f.row) for f in report.findings] == [("missing", 2), ("missing", 3)]


def test_an_integer_beyond_every_float_is_told_and_not_cut_to_its_first_digits():
    data, report = read_table('[{"x":1%s,"y":0},{"x":2,"y":1},{"x":3,"y":2}]' % ("0" * 400))
    assert data.inputs.tolist() == [[2], [3]]
    assert [(f.code, f.row) for f in report.findings] == [("not_a_number", 1)]


def test_half_a_surrogate_pair_can_be_sent_on():
    data, _ = read_table(r'[{"\ud800":1,"y":"\udfff"},{"\ud800":2,"y":"b"},{"\ud800":4,"y":"b"}]')
    assert (data.input_names, data.classes) == (("\ufffd",), ("b", "\ufffd"))


def test_names_of_json_stand_in_no_row():
    _, report = read_table(json.dumps([{"n" * 500: k % 3, "y": k} for k in range(1, 6)]))
    assert [(f.code, f.row, f.column) for f in report.findings] == [("too_long", None, 1)]
