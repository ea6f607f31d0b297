"""Rows that name only what is not 0."""

import numpy as np
import pytest

from engine.tables import TableOptions, UnusableTable, read_table

RAW = TableOptions(standardise="false")
ARFF = "@relation t\n@attribute a real\n@attribute c {red,'dark green'}\n"
ARFF += "@attribute y {no,yes}\n@data\n"


def test_libsvm_is_the_matrix_that_was_written():
    rng = np.random.default_rng(1)
    matrix = np.where(rng.random((30, 6)) < 0.5, 0, rng.normal(size=(30, 6)))
    labels = rng.permutation([-1, 1] * 15)
    text = "".join(
        f"{label:+d} " + " ".join(f"{k + 1}:{x!r}" for k, x in enumerate(row.tolist()) if x) + "\n"
        for row, label in zip(matrix, labels.tolist(), strict=True)
    )
    data, report = read_table(text, RAW)
    assert report.format == "libsvm"
    assert [*report.columns] == [*(f"x{k}" for k in range(1, 7)), "label"]
    assert np.array_equal(data.inputs, matrix)
    assert data.classes == ("-1", "1")
    assert data.targets.ravel().tolist() == labels.tolist()


@pytest.mark.parametrize(
    ("bad", "code", "row", "limit"),
    [
        ("1 1:1\n1 99999:1\n", "too_many_columns", None, 2000),
        ("1 1:2\n" * 21 + "what 3:1\n", "not_a_table", 22, None),
    ],
)
def test_libsvm_with_a_bad_row_is_refused(bad, code, row, limit):
    with pytest.raises(UnusableTable) as caught:
        read_table(bad)
    found = caught.value.finding
    assert (found.code, found.row, caught.value.limit) == (code, row, limit)


def test_sparse_arff_is_the_dense_one():
    sparse, _ = read_table(ARFF + "{0 1.5, 2 yes}\n{1 'dark green'}\n{}, {2}\n{0 -2,2 yes}\n", RAW)
    dense, _ = read_table(ARFF + "1.5,red,yes\n0,'dark green',no\n0,red,no\n-2,red,yes\n", RAW)
    assert sparse.inputs.tolist() == dense.inputs.tolist()
    assert sparse.targets.tolist() == dense.targets.tolist()
    assert (sparse.input_names, sparse.classes) == (dense.input_names, dense.classes)


@pytest.mark.parametrize("text", ["1 # ratio 1:3\n2\n3\n4\n", "5 # time: 3\n7\n8\n"])
def test_a_colon_in_a_comment_alone_is_no_libsvm(text):
    with pytest.raises(UnusableTable):
        read_table(text)


@pytest.mark.parametrize(
    "row", ["{0 1, 3 yes}", "{0}", "{0 1", "{a 1}", "0 1", "{0 1,, 2 yes}", "{0 1 2 yes}", "{0 1,}"]
)
def test_sparse_arff_with_a_bad_row_is_refused(row):
    with pytest.raises(UnusableTable, match=r"line|row|braces"):
        read_table(f"{ARFF}{{0 1}}\n{row}\n")
