"""`python -m tools.schema_fuzz`: schemathesis runs all its checks over every operation of the API.

It stands in an environment of its own, since nothing else here needs it; --schemathesis names one
that is there already. What follows -- goes to it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.environment import make_venv, require
from tools.fuzz.server import serving

VERSION = "4.32.5"
SHORT = {"BACKPROP_LAB_RUN_MINUTES": "0.05"}
"""It reads a stream to its end before it looks at it."""

CONFIGURATION = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", 404, 413, 414, 422]
negative_data_rejection.expected-statuses = [400, 404, 405, 413, 414, 415, 422, 431]
"""
"""What a schema cannot say is told with 422 (what fits together, what takes too long) or 413 (bytes
of a body); tools/schema_checks.py looks that nothing else is. What is bad and too large besides is
refused for its size."""
CHECKS = Path(__file__).with_name("schema_checks.py")


def main() -> int:
    """Start a server and let schemathesis at it; ends as that does."""
    parser = argparse.ArgumentParser(prog="python -m tools.schema_fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=3000, help="for each operation and mode")
    parser.add_argument("--seconds", type=int, default=1500, help="the longest it may take")
    parser.add_argument("--schemathesis", help="the program, if it is there already")
    options, more = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder, serving(**SHORT) as server:
        program = options.schemathesis or _install(Path(folder))
        host, port = server.address
        command = [program, "run", f"http://{host}:{port}/openapi.json", "--checks", "all"]
        command += ["--max-examples", str(options.examples), "--max-time", str(options.seconds)]
        command += ["--max-response-time", "5", "--request-timeout", "20", "--seed", "1"]
        command += ["--continue-on-failure", "--generation-database", "none", *more]
        configuration = f"hooks = {json.dumps(str(CHECKS))}\n{CONFIGURATION}"
        (Path(folder) / "schemathesis.toml").write_text(configuration, "utf-8")
        code = subprocess.run(command, check=False, cwd=folder).returncode
        log = server.log.read_text("utf-8", errors="replace")
    print(f"log of the server: {len(log.splitlines())} lines, {log.count('Traceback')} tracebacks")
    return code or log.count("Traceback")


def _install(folder: Path) -> str:
    python = make_venv(folder / "venv")
    require([python, "-m", "pip", "install", "--quiet", f"schemathesis=={VERSION}"])
    return str(Path(python).with_name("schemathesis"))


if __name__ == "__main__":
    sys.exit(main())
