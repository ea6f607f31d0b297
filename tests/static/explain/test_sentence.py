"""Each step of each op has its sentence, its question and its reason, in both languages."""

import json
from pathlib import Path

import pytest

from engine import Experiment, example, examples
from engine.ops import of_family
from tests.static.pure import Core, evaluate

LOCALES = Path(__file__).parents[3] / "static" / "locales"

READ = """async ({ document, base }) => {
    const { Trace } = await import(`${base}/core/data/trace.js`);
    const { keysIn, sentence } = await import(`${base}/core/explain/sentence.js`);
    const trace = new Trace(document);
    return [null, ...trace.steps].map((step) => ({
        ...sentence(trace, step),
        ask: step && keysIn(step, 'ask.'), why: step && keysIn(step, 'why.'),
    }));
}"""


def told(core: Core, experiment: Experiment) -> list[dict]:
    return evaluate(core, READ, experiment)


def with_activation(kind: str) -> Experiment:
    return Experiment.from_json(
        {
            "layers": [{"kind": "dense", "units": 2, "activation": {"kind": kind}}] * 2,
            "loss": {"kind": "half_sse", "reduction": "sum"},
            "learning_rate": 0.1,
            "inputs": [[0.5, 1.0]],
            "targets": [[0.0, 1.0]],
        }
    )


def assert_spoken(rows: list[dict]) -> None:
    for path in LOCALES.glob("*.json"):
        words = json.loads(path.read_text("utf-8"))
        for row in rows:
            text = next(words[key] for key in row["keys"] if key in words)
            assert "{" not in text.format(**row["values"])
            for chapter in ("ask", "why"):
                assert row[chapter] is None or any(key in words for key in row[chapter])


@pytest.mark.parametrize("name", examples())
def test_every_step_of_an_example_speaks(core: Core, name: str) -> None:
    assert_spoken(told(core, example(name).experiment))


@pytest.mark.parametrize("kind", of_family("activation"))
def test_every_activation_speaks(core: Core, kind: str) -> None:
    assert_spoken(told(core, with_activation(kind)))


@pytest.mark.parametrize("family", ["optimizer", "schedule", "clip", "penalty"])
def test_every_update_speaks(core: Core, family: str) -> None:
    plain = with_activation("tanh").to_json()
    for kind in of_family(family):
        rows = told(core, Experiment.from_json(plain | {family: {"kind": kind}}))
        assert_spoken(rows)
        own = [row["keys"] for row in rows if row["keys"][0].startswith(f"step.{kind}.")]
        assert own
        assert_own_words(own)


def assert_own_words(keys: list[list[str]]) -> None:
    """Not the general word of the phase; a new weight is told by the optimizer's own."""
    words = json.loads((LOCALES / "en.json").read_text("utf-8"))
    for first, *others in keys:
        said = next(key for key in (first, *others) if key in words)
        own = first.endswith(".w_new")
        assert said.endswith(".w_new") if own else said != others[-1], first


def test_the_step_function_says_that_nothing_learns(core: Core) -> None:
    words = json.loads((LOCALES / "en.json").read_text("utf-8"))
    rows = told(core, with_activation("step"))
    slopes = [row for row in rows if row["keys"][0] == "step.step.s"]
    assert len(slopes) == 2
    assert "nothing before it learns" in words["step.step.s"]
    assert "nothing before it learns" in words[slopes[0]["why"][0]]
