"""Runs exported scripts in their frameworks and holds what they print to the engine.

    python -m tools.exports --python numpy=.venv/bin/python pytorch=…/python keras=… jax=…

Each interpreter has the libraries of its target. Every worked example, every preset and 100 random
experiments are exported, at iteration 0 and at iteration 3; loss and gradients of that iteration
must agree to 1e-12 of the largest term, and the parameters after ten iterations where the training
is not chaotic. What a target refuses is listed. With --latex the whole derivations are compiled,
with --gift the questions are read by gift-pegjs.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from engine import Experiment
from engine.exchange import Cannot, export
from tests.engine.exchange.judge import AGREES, apart, read, stays_finite
from tests.engine.exchange.judge import held as exponent_held
from tests.engine.exchange.sample import drawn, worked

ROOT = Path(__file__).parents[1]
AT = (0, 3)
PRESETS = "import(process.argv[1]).then(m => console.log(JSON.stringify(m.presets)))"
READ = """
const fs = require("fs"), { parse } = require(process.argv[1]), folder = process.argv[2];
for (const name of fs.readdirSync(folder)) {
  try {
    const found = parse(fs.readFileSync(`${folder}/${name}`, "utf8"));
    if (!found.every((q) => q.type === "Numerical" && q.title.includes("~{1} \\\\nu")))
      console.log(name, "other questions", found[0].title);
  } catch (error) { console.log(name, error.message); }
}
"""
RUN = """
import contextlib, io, pathlib, sys, traceback, warnings
warnings.simplefilter("ignore")
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(path.read_text("utf-8"), str(path), "exec"), {"__name__": "__main__"})
    except Exception:
        out.write(traceback.format_exc())
    path.with_suffix(".out").write_text(out.getvalue(), "utf-8")
"""


def main() -> int:
    """Run what the command line names; 1 if something does not agree."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--python", nargs="*", default=[f"numpy={sys.executable}"])
    parser.add_argument("--random", type=int, default=100)
    parser.add_argument("--keep", type=Path, help="a folder for the scripts that do not agree")
    parser.add_argument("--latex", metavar="PDFLATEX", help="compile the derivations as well")
    parser.add_argument("--gift", metavar="FOLDER", help="of gift-pegjs, to read the questions")
    asked = parser.parse_args()
    cases = [*worked(), *presets(), *drawn(asked.random)]
    wrong = 0
    for pair in asked.python:
        target, _, python = pair.partition("=")
        wrong += held(target, python, cases, asked.keep)
    if asked.latex:
        wrong += compiled(asked.latex, cases)
    if asked.gift:
        wrong += questions(asked.gift, cases)
    return int(wrong > 0)


def presets() -> Iterator[tuple[str, Experiment]]:
    """The networks that the page offers to train."""
    module = (ROOT / "static/core/data/presets.js").as_uri()
    out = subprocess.run(["node", "-e", PRESETS, module], check=True, capture_output=True).stdout  # noqa: S607
    for name, document in json.loads(out).items():
        yield f"preset {name}", Experiment.from_json(document)


def held(target: str, python: str, cases: list[tuple[str, Experiment]], keep: Path | None) -> int:
    """How many scripts of a target do not agree."""
    told = Counter[str]()
    with tempfile.TemporaryDirectory() as made:
        scripts = {}
        for k, (name, experiment) in enumerate(cases):
            for at in AT:
                if not stays_finite(experiment, at):
                    told["not finite"] += 1
                    continue
                if target != "numpy" and exponent_held(experiment, at):
                    told["exponents below −600"] += 1
                    continue
                try:
                    file = export(experiment, target, at, title=name)
                except Cannot as error:
                    told[f"refused: {error.what}"] += 1
                    continue
                scripts[Path(made, f"{k:04}-{at}.py")] = name, experiment, at
                Path(made, f"{k:04}-{at}.py").write_bytes(file.content)
        subprocess.run([python, "-c", RUN, made], check=True)
        for path, (name, experiment, at) in scripts.items():
            if far := disagreement(path.with_suffix(".out"), experiment, at):
                print(f"{target}: {name} at {at}: {far}")
                told["wrong"] += 1
                if keep:
                    (keep / f"{target}-{path.name}").write_bytes(path.read_bytes())
            else:
                told["agree"] += 1
    print(f"{target}: {dict(sorted(told.items()))}", flush=True)
    return told["wrong"]


def compiled(pdflatex: str, cases: list[tuple[str, Experiment]]) -> int:
    """How many derivations a pdflatex does not compile, in every language."""
    wrong = count = 0
    for catalogue in sorted((ROOT / "static/locales").glob("*.json")):
        words = json.loads(catalogue.read_text("utf-8"))
        for name, experiment in cases:
            if not stays_finite(experiment, 0):
                continue
            count += 1
            with tempfile.TemporaryDirectory() as made:
                file = export(experiment, "latex", title=name, words=words)
                Path(made, "it.tex").write_bytes(file.content)
                command = [pdflatex, "-interaction=nonstopmode", "-halt-on-error", "it.tex"]
                done = subprocess.run(command, cwd=made, capture_output=True, check=False)
                if done.returncode or not Path(made, "it.pdf").exists():
                    said = done.stdout.decode(errors="replace")[-400:]
                    print(f"latex: {name}, {catalogue.stem}: {said}")
                    wrong += 1
    print(f"latex: {count - wrong} of {count} compile", flush=True)
    return wrong


def questions(folder: str, cases: list[tuple[str, Experiment]]) -> int:
    """How many files of questions gift-pegjs does not read as numerical ones."""
    words = json.loads((ROOT / "static/locales/ko.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as made:
        count = 0
        for k, (name, experiment) in enumerate(cases):
            if stays_finite(experiment, 0):
                file = export(experiment, "gift", title=f"{name} ~{{1}} \\nu", words=words)
                Path(made, f"{k:04}.gift").write_bytes(file.content)
                count += 1
        command = ["node", "-e", READ, str(Path(folder).resolve()), made]
        done = subprocess.run(command, capture_output=True, check=True)
    unread = done.stdout.decode().split("\n")[:-1]
    print(f"gift: {count - len(unread)} of {count} are read", *unread, flush=True)
    return len(unread)


def disagreement(out: Path, experiment: Experiment, at: int) -> str:
    """What is wrong with the output of a script; empty: nothing."""
    text = out.read_text("utf-8")
    try:
        once, later = apart(experiment, read(text), at)
    except ValueError as error:
        return f"{error}; {text[-300:]}"
    return "" if once <= AGREES and later <= AGREES else f"{once:.1e}, after ten {later:.1e}"


if __name__ == "__main__":
    sys.exit(main())
