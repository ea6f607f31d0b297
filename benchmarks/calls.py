"""`python benchmarks/calls.py [OTHER]` counts the calls of our functions that a fresh trace makes.

And in how many files: of new data on a network that was asked for before, of another seed for it,
and of a network that was never seen. With OTHER, the root of another checkout, of that one too.
`-v` lists the files.
"""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

HERE = Path(__file__).resolve().parents[1]
ADDRESS = "/api/v1/traces"


def main() -> None:
    """Count in a process of its own for each checkout."""
    others = [Path(a).resolve() for a in sys.argv[1:] if a != "-v"]
    for root in (HERE, *others):
        command = [sys.executable, __file__, "--in", str(root), *sys.argv[1:]]
        subprocess.run(command, check=True, cwd=root)  # noqa: S603


KNOWN = 8
"""Requests that are made first: what is used often is prepared for that once."""


def experiment(*units: int, seed: int = 0, data: int = 0) -> dict[str, Any]:
    """A network with tanh on ten examples."""
    return {
        "layers": [{"kind": "dense", "units": n, "activation": {"kind": "tanh"}} for n in units],
        "loss": {"kind": "half_sse"},
        "inputs": [
            [round(0.1 * k - 0.5, 1), round(0.5 - 0.07 * k + 0.001 * data, 3)] for k in range(10)
        ],
        "targets": [[round(0.05 * k, 2)] for k in range(10)],
        "seed": seed,
    }


async def ask(app: Any, experiment: dict[str, Any]) -> int:
    """Post an experiment to traces; the status of the answer."""
    body, sent = json.dumps({"experiment": experiment}).encode(), list[Any]()
    given = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        return given.pop() if given else await asyncio.sleep(60)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"lab"), (b"content-type", b"application/json"), (b"accept", b"*/*")]
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": ADDRESS,
        "raw_path": ADDRESS.encode(), "query_string": b"", "headers": headers,
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "root_path": "",
    }  # fmt: skip
    await app(scope, receive, send)
    return int(sent[0]["status"])


def count(root: Path) -> dict[str, Counter[str]]:
    """Calls by file, of new data and of a new network."""
    sys.path.insert(0, str(root))
    from app.main import create_app

    ours = tuple(f"{root / package}/" for package in ("app", "engine"))
    app, runner, found = create_app(), asyncio.Runner(), dict[str, Counter[str]]()

    async def counted(of: dict[str, Any], calls: Counter[str]) -> None:
        def note(frame: FrameType, event: str, _: Any) -> None:
            if event == "call" and (file := frame.f_code.co_filename).startswith(ours):
                calls[file[len(str(root)) + 1 :]] += 1

        sys.setprofile(note)
        try:
            assert await ask(app, of) == 200
        finally:
            sys.setprofile(None)

    with runner:
        for k in range(KNOWN):
            runner.run(ask(app, experiment(4, 4, 1, data=k)))
        for name, asked in (
            ("new data on a known network", experiment(4, 4, 1, data=KNOWN)),
            ("another seed for it", experiment(4, 4, 1, seed=9)),
            ("a network never seen", experiment(5, 3, 1, seed=9)),
        ):
            found[name] = Counter()
            runner.run(counted(asked, found[name]))
    return found


def tell(root: Path, files: bool) -> None:
    """Print what was counted."""
    for name, calls in count(root).items():
        print(f"{root.name:16}{name:30}{calls.total():6} calls in {len(calls)} files")
        for file, each in calls.most_common() if files else ():
            print(f"{each:20} {file}")


if __name__ == "__main__":
    if "--in" in sys.argv:
        tell(Path(sys.argv[2]), "-v" in sys.argv)
    else:
        main()
