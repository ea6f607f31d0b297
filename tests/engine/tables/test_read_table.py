"""Tables as people bring them: what is read, and what is said of the rest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.tables import Limits, TableOptions, UnusableTable, read_table
from engine.tables.remedies import TO_DO

FLOWERS = "length,width,kind\n1.5,2,rose\n2.5,3,tulip\n3.5,1,rose\n"


def said(report):
    return [(f.code, f.row, f.column) for f in report.findings]


def refused(text, *args, **more):
    with pytest.raises(UnusableTable) as caught:
        read_table(text, *args, **more)
    return caught.value


def test_a_table_with_names_and_a_category():
    data, report = read_table(FLOWERS)
    assert data.inputs.tolist() == [[1.5, 2], [2.5, 3], [3.5, 1]]
    assert data.input_names == ("length", "width")
    assert data.targets.tolist() == [[1, 0], [0, 1], [1, 0]]
    assert data.target_names == data.classes == ("rose", "tulip")
    assert data.labels.tolist() == [0, 1, 0]
    assert (report.delimiter, report.decimal, report.header) == ("comma", "point", True)
    assert (report.rows, report.lines, report.findings) == (3, (2, 3, 4), ())
    assert (report.inputs, report.targets, report.categories) == ((1, 2), (3,), (3,))
    told = read_table(FLOWERS, categories=["width"])[1]
    assert told.categories == (2, 3)


@pytest.mark.parametrize(
    "text",
    [
        FLOWERS,
        "\ufeff" + FLOWERS,
        FLOWERS.replace("\n", "\r\n"),
        FLOWERS.replace("\n", "\r"),
        FLOWERS.rstrip("\n"),
        FLOWERS.replace("\n", "\n\n"),
        FLOWERS.replace(",", ", "),
        FLOWERS.replace(",", "\t"),
        FLOWERS.replace(",", ";"),
        FLOWERS.replace(",", ";").replace(".", ","),
        FLOWERS.replace(",", "\t").replace(".", ","),
        FLOWERS.replace("1.5", '"1,5"').replace("2.5", '"2,5"').replace("3.5", '"3,5"'),
        '"length","width","kind"\n"1.5","2","rose"\n"2.5","3","tulip"\n"3.5","1","rose"\n',
        FLOWERS.replace("1.5", "+1.5").replace("2.5", "25e-1").replace("3.5", "3.50"),
    ],
)
def test_however_it_is_written_it_is_the_same_table(text):
    data, report = read_table(text)
    plain, _ = read_table(FLOWERS)
    assert data.inputs.tolist() == plain.inputs.tolist()
    assert data.targets.tolist() == plain.targets.tolist()
    assert data.input_names == plain.input_names
    assert report.findings == ()


def test_numbers_alone_have_no_header():
    data, report = read_table("0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    assert not report.header
    assert data.input_names == ("column 1", "column 2")
    assert data.target_names == ("column 3",)
    assert (data.classes, data.labels.tolist()) == (("0", "1"), [0, 1, 1, 0])
    assert data.targets.tolist() == [[0], [1], [1], [0]]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("a,b\nx,y\nz,y\n", True),
        ("x,y\nx,n\nz,y\n", False),
        ("2019,2020\n1,2\n", False),
        ("name,2020\nx,2\n", False),
    ],
)
def test_the_header_is_found(text, header):
    assert read_table(text)[1].header is header


def test_what_is_told_is_not_guessed():
    _, report = read_table("1;2\n3;4\n", TableOptions(header="yes"))
    assert report.columns == ("1", "2")
    _, report = read_table("a,b\n1,2\n3,4\n", TableOptions(header="no"))
    assert report.columns == ("column 1", "column 2")
    data, _ = read_table(
        "1,5\t2\n2,5\t3\n", TableOptions(delimiter="comma", header="no", targets="one_hot")
    )
    assert data.inputs.tolist() == [[1], [2]]
    data, report = read_table("1.234;1\n2.345;0\n3.456;1\n", TableOptions(decimal="comma"))
    assert ("thousands", 1, 1) in said(report)
    assert report.preview[0].read[0] == "1234"  # to a reader of commas


def test_quoted_text_may_hold_separators_quotes_and_line_breaks():
    text = 'size,kind\n1,"a, ""b"""\n2,"c\nd"\n3,c d\n,e\n'
    data, report = read_table(text)
    assert data.classes == ('a, "b"', "c d")  # a class that no row in use has is none
    assert report.lines == (2, 3, 5)
    assert said(report) == [("cleaned", 3, 2), ("missing", 6, 1)]
    assert (report.findings[0].old, report.findings[0].new) == (r"c\nd", "c d")


def test_categories_become_one_input_for_each_of_their_texts():
    data, _ = read_table("colour,size,price\nred,1,10\nblue,2,20\nred,3,30\n")
    assert data.input_names == ("colour = blue", "colour = red", "size")
    assert data.inputs.tolist() == [[0, 1, 1], [1, 0, 2], [0, 1, 3]]


def test_numbers_can_be_categories_in_the_order_of_their_size():
    data, _ = read_table("x,grade\n1,10\n2,9\n3,10\n", categories=["grade"])
    assert data.classes == ("9", "10")
    assert data.targets.tolist() == [[0, 1], [1, 0], [0, 1]]


def test_two_classes_can_be_one_number():
    for how, targets in (("zero_one", [[0], [1], [0]]), ("plus_minus", [[-1], [1], [-1]])):
        data, _ = read_table(FLOWERS, TableOptions(targets=how))
        assert data.targets.tolist() == targets
        assert data.target_names == ("tulip",)


def test_targets_are_chosen_by_name_or_number():
    for target in (["width"], ["2"]):
        data, report = read_table(FLOWERS, target=target)
        assert data.targets.tolist() == [[2], [3], [1]]
        assert (report.inputs, report.targets) == ((1, 3), (2,))
    data, _ = read_table(FLOWERS, target=["length", "width"])
    assert data.targets.tolist() == [[1.5, 2], [2.5, 3], [3.5, 1]]
    assert data.input_names == ("kind = rose", "kind = tulip")


WRONG = [
    ("1,,rose", [("missing", 5, 2)]),
    ("1,NA,rose", [("missing", 5, 2)]),
    ("?,n/a,rose", [("missing", 5, 1), ("missing", 5, 2)]),
    ("1,2,-", [("missing", 5, 3)]),
    ("1,2", [("ragged", 5, None)]),
    ("1,2,rose,3", [("ragged", 5, None)]),
    (",,", [("blank", 5, None)]),
    ("one,2,rose", [("not_a_number", 5, 1)]),
    ("12%,2,rose", [("other_unit", 5, 1)]),
    ("1_000,2,rose", [("not_a_number", 5, 1)]),
    ("0x10,2,rose", [("not_a_number", 5, 1)]),
    ("inf,2,rose", [("not_a_number", 5, 1)]),
    ("１,2,rose", [("not_a_number", 5, 1)]),
    ("1e999,2,rose", [("too_large", 5, 1)]),
    ("-1000000.1,2,rose", [("too_large", 5, 1)]),
    ("1 2,2,rose", [("not_a_number", 5, 1)]),
    ("2024-01-02,2,rose", [("not_a_number", 5, 1)]),
    ("1,2," + "x" * 81, [("too_long", 5, 3)]),
]


@pytest.mark.parametrize(("row", "expected"), WRONG)
def test_a_wrong_row_is_left_out_and_named(row, expected):
    plain = TableOptions(standardise="false")
    data, report = read_table(FLOWERS + row + "\n4,5,rose\n", plain)
    assert said(report) == expected
    assert data.inputs[-1].tolist() == [4, 5]
    assert report.lines == (2, 3, 4, 6)
    assert all(f.detail.endswith(".") and f.to_do for f in report.findings)


def test_a_minus_sign_of_typography_is_one():
    assert read_table("x,y\n−1.5,2\n2,3\n")[0].inputs.tolist() == [[-1.5], [2]]


def test_whole_columns():
    rows = (f"n{k // 2},,7,{k % 7},{k % 5 / 2}\n" for k in range(120))
    data, report = read_table("id,empty,same,x,y\n" + "".join(rows))
    assert data.input_names == ("same", "x")
    codes = [("too_many_categories", None, 1), ("empty_column", None, 2), ("constant", None, 3)]
    assert said(report) == codes
    assert len(data.inputs) == 120


def test_names():
    _, report = read_table("a,a," + "b" * 81 + ",,y\n1,2,3,4,5\n2,3,4,5,6\n")
    assert report.columns == ("a", "column 2", "column 3", "column 4", "y")
    assert said(report) == [("same_name", 1, 2), ("too_long", 1, 3)]
    _, report = read_table("column 2,\n1,2\n")
    assert report.columns == ("column 2", "column 2′")
    _, report = read_table("x,y\n1,2,3\n1,3,4\n")
    assert ("header", 1, None) in said(report)


def test_split_and_scaling_are_those_of_all_data():
    rows = "".join(f"{k},{'ab'[k % 3 == 0]}\n" for k in range(30))
    data, _ = read_table("x,y\n" + rows, TableOptions(test=0.3, standardise="true"), seed=5)
    assert np.bincount(data.labels[data.test]).tolist() == [6, 3]
    assert data.inputs[data.training].mean() == pytest.approx(0, abs=1e-12)
    assert data.inputs[data.training].std() == pytest.approx(1)
    again, _ = read_table("x,y\n" + rows, TableOptions(test=0.3, standardise="true"), seed=5)
    other, _ = read_table("x,y\n" + rows, TableOptions(test=0.3, standardise="true"), seed=6)
    assert again.test.tolist() == data.test.tolist() != other.test.tolist()


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("", "empty", None),
        ("\ufeff", "empty", None),
        ("\n\n", "empty", None),
        (",,\n,\n", "empty", None),
        ("a,b\n", "too_few_columns", None),
        ("1\n2\n", "too_few_columns", None),
        ('a,b\n1,2\n"3,4\n', "quote", 3),
        ('a,b\n1,2\n"3"x,4\n', "quote", 3),
        ("a,b\n1,\n,2\n", "no_rows", None),
        ("x" * 140_000, "too_long", 1),
    ],
)
def test_tables_that_give_no_data(text, code, row):
    error = refused(text)
    assert (error.finding.code, error.finding.row) == (code, row)


def test_more_tables_that_give_no_data():
    assert refused(FLOWERS, target=["height"]).finding.code == "no_such_target"
    assert refused(FLOWERS, categories=["0"]).finding.code == "no_such_category"
    assert refused(FLOWERS, target=["1", "kind"]).finding.code == "target"
    assert refused(FLOWERS, target=["1", "2", "3"]).finding.code == "target"
    assert refused("x,y\n1,\n2,\n", target=["y"]).finding.code == "empty_column"
    assert refused(FLOWERS, target=["kind"], ignore=["3"]).finding.code == "two_uses"
    assert refused(FLOWERS, categories=["1"], numbers=["length"]).finding.code == "two_uses"
    assert refused(FLOWERS, inputs=["height"]).finding.code == "no_such_column"
    assert refused(FLOWERS, TableOptions(images="list")).finding.code == "no_images"
    three = FLOWERS + "1,1,lily\n"
    assert refused(three, TableOptions(targets="zero_one")).finding.code == "two_classes"


def test_limits():
    rows = ["1,2"] * 5
    limits = Limits(rows=5, columns=2)
    assert len(read_table("\n".join(rows), limits=limits)[0].inputs) == 5
    assert len(read_table("\n".join(["x,y", *rows]), limits=limits)[0].inputs) == 5
    for text in ("\n".join([*rows, "3,4"]), "\n".join(["x,y", *rows, "3,4", "5,6"])):
        data, report = read_table(text, limits=limits)
        assert len(data.inputs) == 5
        assert "sampled" in [code for code, *_ in said(report)]
    error = refused("1,2,3,4\n" * 3, limits=limits)
    assert (error.finding.code, error.limit) == ("too_many_columns", 2)
    error = refused("a,b\nx,1\ny,2\nz,3\n", limits=limits)
    assert (error.finding.code, error.limit) == ("too_many_columns", 2)


CELLS = st.sampled_from(
    ["", "1", "2,5", "-3.5", "x", "y", "NA", '"', '"a,b"', "1e999", "\x00", "−"]
)
TABLES = st.lists(st.lists(CELLS | st.text(max_size=4), max_size=5), max_size=8)
SETTINGS = st.fixed_dictionaries(
    {
        name: st.sampled_from(schema["enum"])
        for name, schema in TableOptions.schema()["properties"].items()
        if "enum" in schema
    }
    | {"test": st.floats(0, 0.9), "compact": st.booleans()}
)


@given(
    st.text(max_size=60)
    | st.builds(
        lambda rows, by: "\n".join(by.join(row) for row in rows), TABLES, st.sampled_from(",;\t")
    ),
    SETTINGS,
    st.lists(st.sampled_from(["1", "2", "x", ""]), max_size=2),
)
def test_any_text_gives_data_or_says_why_not(text, settings, target):
    try:
        data, report = read_table(text, TableOptions(**settings), target=target)
    except UnusableTable as error:
        findings = [error.finding, *error.others]
    else:
        findings = report.findings
        assert np.isfinite(data.inputs).all()
        assert np.isfinite(data.targets).all()
        assert len(data.inputs) == len(data.targets) == len(report.lines) > 0
        assert data.inputs.shape[1] == len(data.input_names)
        assert data.targets.shape[1] == len(data.target_names)
        assert len(set(report.columns)) == len(report.columns)
    for finding in findings:
        assert finding.code in TO_DO
        assert finding.row is None or 1 <= finding.row <= len(text) + 1


@pytest.mark.parametrize("rule", ["|---|:-:|", "|:-|-:|", ":-- | --", "| :---: | ---: |"])
def test_every_rule_of_markdown_is_a_rule(rule):
    data, report = read_table(f"| x | y |\n{rule}\n| 1 | 2 |\n| 2 | 3 |\n| 4 | 9 |\n")
    assert (data.input_names, data.inputs.tolist()) == (("x",), [[1], [2], [4]])
    assert not report.findings
