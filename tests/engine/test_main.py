"""`python -m engine` as a reader types it."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine import example, examples
from engine.__main__ import main
from engine.explain.show import text
from engine.run.trace import trace


def _run(capsys, monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["engine", *words])
    try:
        code = main()
    except SystemExit as stop:
        code = stop.code
    return code, *capsys.readouterr()


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "engine", "two-neuron-chain"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    shown = example("two-neuron-chain")
    assert done.stdout == text(trace(shown.experiment), shown) + "\n"
    assert done.stderr == ""


def test_without_a_name_it_lists_the_examples(capsys, monkeypatch):
    code, out, _ = _run(capsys, monkeypatch)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == list(examples())


def test_a_later_iteration(capsys, monkeypatch):
    code, out, _ = _run(capsys, monkeypatch, "mazur-2-2-2", "--iteration", "3")
    assert code == 0
    assert "iteration 3" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["mazur"], "there are two-neuron-chain, "),
        (["mazur-2-2-2", "--iteration", "-1"], "iterations count from 0"),
        (["mazur-2-2-2", "--iteration", "x"], "invalid int value"),
    ],
)
def test_what_there_is_not_gives_a_plain_message_and_2(capsys, monkeypatch, words, told):
    code, out, err = _run(capsys, monkeypatch, *words)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err
