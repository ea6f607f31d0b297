"""Every case comes out right, with the findings that it needs and no others."""

import pytest

from engine.tables import TableOptions, read_table
from tests.engine.tables.cases import CASES, FOLDER, TARGETS

RAW = TableOptions(standardise="false")
SCALES = {"standardised", "standardised_target"}


def read(name, options=RAW):
    target = [TARGETS[name]] if name in TARGETS else []
    return read_table((FOLDER / name).read_bytes(), options, target=target)


def test_no_case_is_left_out():
    assert {path.name for path in FOLDER.iterdir()} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_read_right(name):
    case = CASES[name]
    data, report = read(name)
    assert data.input_names == case.inputs
    assert tuple(data.inputs[0]) == case.first
    assert data.classes == case.classes
    assert (data.labels is None) == (not case.classes)
    assert report.delimiter == case.separator
    if case.target is not None:
        assert data.targets[0].tolist() == [case.target]
    found = {(f.code, f.row, f.column, f.old, f.new) for f in report.findings}
    assert found == set(case.findings)


def test_the_other_reading_is_one_option_away():
    [finding] = [f for f in read("thousands-pasted-from-excel.tsv")[1].findings if f.other]
    assert (finding.other, finding.change) == ("1.85", {"decimal": "comma"})
    other = TableOptions(standardise="false", **finding.change)
    assert read("thousands-pasted-from-excel.tsv", other)[0].inputs[0].tolist() == [25, 1.85]


def test_penguins_are_standardised_at_first_and_it_is_said():
    data, report = read("penguins-like.csv", TableOptions())
    assert abs(data.inputs.mean(axis=0)).max() < 1e-12
    assert abs(data.inputs.std(axis=0) - 1).max() < 1e-12
    assert SCALES & {f.code for f in report.findings} == {"standardised"}
    assert report.standardised
    assert not read("penguins-like.csv", RAW)[1].standardised


def test_noise_is_left_without_the_column_that_leaks():
    """Asked for, the numbers of the rows are an input all the same."""
    data, _ = read_table((FOLDER / "id-column-leaks.csv").read_bytes(), RAW, inputs=["Id"])
    assert data.input_names == ("Id", "noise")
