"""`python -m tools.whole` runs the tests that draw a sample elsewhere with all of their cases."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """What follows goes to pytest; takes a quarter of an hour on two cores."""
    found = sorted((ROOT / "tests").rglob("test_*.py"))
    files = [str(path) for path in found if "tests.samples" in path.read_text("utf-8")]
    command = [sys.executable, "-m", "pytest", *files, *sys.argv[1:]]
    environment = {**os.environ, "BACKPROP_LAB_WHOLE": "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
