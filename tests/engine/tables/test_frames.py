"""Arrays, and frames of any make: columns by name, each of which NumPy takes for an array."""

import sys

import numpy as np
import pytest

from engine.tables import UnusableTable, read_table


class Frame:
    """All that a frame must have."""

    def __init__(self, **columns):
        self.data, self.columns = columns, list(columns)

    def __getitem__(self, name):
        return self.data[name]


def test_a_frame_is_read_and_no_library_is_needed(monkeypatch):
    for library in ("clevercsv", "charset_normalizer", "python_calamine"):
        monkeypatch.setitem(sys.modules, library, None)
    frame = Frame(
        a=np.array([1.5, np.nan, 2.5, 3.0]), b=np.array(["x", "y", "x", "y"], object),
        c=np.array([True, False, True, False]), y=np.array([0, 1, 1, 0]),
    )  # fmt: skip
    data, report = read_table(frame)
    assert data.inputs.tolist() == [[1.5, 1, 0, 1], [2.5, 1, 0, 1], [3.0, 0, 1, 0]]
    assert data.targets.tolist() == [[0], [1], [0]]
    codes = [(f.code, f.row, f.column) for f in report.findings]
    assert codes == [("yes_no", 1, 3), ("missing", 2, 1)]


def test_an_array_is_a_table_of_numbers():
    data, report = read_table(np.array([[0.125, 1.0], [1234.5, 3.0], [2.0, 5.0]]))
    assert (report.format, report.columns) == ("frame", ("column 1", "column 2"))
    assert data.targets.ravel().tolist() == [1, 3, 5]
    with pytest.raises(UnusableTable, match="3 dimensions"):
        read_table(np.zeros((2, 2, 2)))
