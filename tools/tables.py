"""Makes the data files of engine/data/tables from those that scikit-learn carries.

Give the folder `sklearn/datasets/data` of scikit-learn 1.9 (any version since 0.20 gives the
same): `python tools/tables.py FOLDER`.
"""

import csv
import gzip
import sys
from pathlib import Path

import numpy as np

TABLES = Path(__file__).parents[1] / "engine" / "data" / "tables"
IRIS = "sepal length,sepal width,petal length,petal width,species"


def main(folder: Path) -> None:
    """Write both files."""
    with (folder / "iris.csv").open(newline="") as file:
        (_, _, *species), *rows = csv.reader(file)
    lines = [IRIS, *(",".join([*row[:-1], species[int(row[-1])]]) for row in rows)]
    (TABLES / "iris.csv").write_text("\n".join(lines) + "\n", newline="\n")

    with gzip.open(folder / "digits.csv.gz", "rt") as file:
        table = np.loadtxt(file, delimiter=",").astype(np.uint8)
    images, digits = table[:, :-1].reshape(-1, 8, 8), table[:, -1]
    np.savez_compressed(TABLES / "digits.npz", images=images, digits=digits)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
