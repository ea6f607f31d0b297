"""Every number of the iteration as CSV, with its symbol."""

import csv
import io

import numpy as np

from engine.exchange.moment import Moment
from engine.exchange.symbols import Symbols
from engine.exchange.target import Target
from engine.pausing import Pausing

TOGETHER = 100
"""Rows between two pauses."""


class NumbersCsv(Target):
    """A row for each cell of each tensor, counted from 1; in front the example of a batch."""

    id = "csv"
    media_type = "text/csv"
    ending = "csv"

    def writing(self, moment: Moment) -> Pausing[str | bytes]:
        out, symbols = io.StringIO(), Symbols(moment.program)
        written, rows = 0, csv.writer(out, lineterminator="\r\n")
        rows.writerow(["tensor", "cell", "value", "symbol"])
        for name, t in moment.program.tensors.items():
            values = moment.trace[name]
            for cell in np.ndindex(t.shape):
                place = " ".join(str(k + 1) for k in cell)
                rows.writerow([name, place, repr(float(values[cell])), symbols.text(name, cell)])
                if not (written := written + 1) % TOGETHER:
                    yield
        yield
        return out.getvalue()
