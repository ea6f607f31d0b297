"""What a fresh trace makes of calls stays about what it is: a request that is read, checked or
costed twice would show."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
COUNT = """
import json, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from benchmarks.calls import count
print(json.dumps({{name: calls.total() for name, calls in count(Path({root!r})).items()}}))
"""


def test_calls_of_a_fresh_trace() -> None:
    """In a process of its own, where no other test has made anything known."""
    found = subprocess.run(
        [sys.executable, "-c", COUNT.format(root=str(ROOT))],
        check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    calls = json.loads(found.stdout)
    assert 100 < calls["new data on a known network"] < 165
    assert 100 < calls["another seed for it"] < 215
    assert 1000 < calls["a network never seen"] < 2800
