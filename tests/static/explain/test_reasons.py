"""Every step has a question that arises there, answered in three lines with its own numbers."""

import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from engine import Experiment, example, examples
from tests.engine.graphs import LAYERS, random_graph
from tests.static.pure import Core, ask, evaluate

LOCALES = Path(__file__).parents[3] / "static" / "locales"
TERM = re.compile(r"\[\[(\w+)\|([^\]]+)\]\]")
REASONS = """async ({ document, base }) => {
    const { Trace, cells } = await import(`${base}/core/data/trace.js`);
    const { reasonsAt } = await import(`${base}/core/explain/reasons.js`);
    const trace = new Trace(document);
    return trace.steps.flatMap((step) => cells(trace.tensor(step.writes).shape).map((cell) =>
        [step.phase, reasonsAt(trace, { tensor: step.writes, cell }, 0)]));
}"""


@cache
def words(language: str) -> dict[str, str]:
    return json.loads((LOCALES / f"{language}.json").read_text("utf-8"))


@cache
def needed(*keys: str) -> set[str]:
    """The values that words ask for, in any language."""
    told = " ".join(words(language)[key] for key in keys for language in ("en", "ko"))
    return set(re.findall(r"\{(\w+)\}", told))


def tell(core: Core, experiment: Experiment) -> set[str]:
    """The keys of all reasons; each has its words in both languages, and all their numbers."""
    found = evaluate(core, REASONS, experiment)
    assert found
    for _, reasons in found:
        assert reasons
        for reason in reasons:
            asked, told = f"reason.{reason['ask']}.ask", f"reason.{reason['key']}"
            needs = needed(asked, f"{told}.say", f"{told}.try")
            assert needs <= reason["values"].keys(), reason
            assert "NaN" not in json.dumps(reason)
    return {reason["key"] for _, reasons in found for reason in reasons}


@pytest.mark.parametrize("name", examples())
def test_of_every_worked_example(core: Core, name: str) -> None:
    assert {"backwards", "old"} < tell(core, example(name).experiment)


@pytest.mark.parametrize("kind", LAYERS)
def test_of_every_layer(core: Core, kind: str) -> None:
    tell(core, random_graph(np.random.default_rng([33, *map(ord, kind)]), kind))


def test_the_ten_questions_arise(core: Core) -> None:
    mazur = tell(core, example("mazur-2-2-2").experiment)
    several = {
        "layers": [{"kind": "dense", "units": 2, "activation": "relu"}] * 2,
        "loss": "mse",
        "optimizer": {"kind": "sgd"},
        "inputs": [[0.5, -1.0], [-0.25, 2.0], [1.5, 0.0]],
        "targets": [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]],
    }
    batch = tell(core, Experiment.from_json(several))
    asked = {"task", "taskLoss", "backwards", "blame", "slope", "input", "paths", "old"}
    assert asked <= mazur
    assert any(key.startswith("minus") for key in mazur)
    assert "pulls" in batch
    relu = example("two-neuron-chain-relu").experiment
    dead = {**relu.to_json(), "parameters": {"W1": [[-3.0]]}}
    assert "stuck.slope" in tell(core, Experiment.from_json(dead))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_three_lines_at_most_and_terms_that_are_told(language: str) -> None:
    catalogue = words(language)
    for key, text in catalogue.items():
        if key.startswith("reason."):
            assert len(text.split("\n")) <= 3, key
            assert all(len(TERM.sub(r"\2", line)) <= 95 for line in text.split("\n")), key
            assert all(f"term.{term}" in catalogue for term, _ in TERM.findall(text)), key


def test_a_sentence_comes_apart_at_its_terms(core: Core) -> None:
    found = ask(core, "explain/glossary", "glossary.piecesOf(text)", text="Of [[delta|δ]], so.")
    assert found == ["Of ", {"term": "delta", "words": "δ"}, ", so."]
    assert ask(core, "explain/glossary", "glossary.piecesOf('none')") == ["none"]


USES = """async ({ document, base }) => {
    const { Trace, cells, sameCell } = await import(`${base}/core/data/trace.js`);
    const { readsOf } = await import(`${base}/core/explain/chain.js`);
    const { usesOf } = await import(`${base}/core/explain/uses.js`);
    const trace = new Trace(document);
    const all = [...trace.tensors.values()].flatMap((t) =>
        cells(t.shape).map((cell) => ({ tensor: t.name, cell })));
    const shown = (at) => !trace.tensor(at.tensor).batched || at.cell[0] === 0;
    const missing = [];
    for (const at of all.filter(shown)) {
        for (const read of readsOf(trace, at).map((r) => r.cell).filter(shown))
            if (!usesOf(trace, read, 0).some((use) => sameCell(use, at))) missing.push([read, at]);
        for (const use of usesOf(trace, at, 0))
            if (!readsOf(trace, use).some((r) => sameCell(r.cell, at))) missing.push([at, use]);
    }
    return missing;
}"""


@pytest.mark.parametrize("name", ["mazur-2-2-2", "ai-by-hand-4-3-4-3", "tiny-cnn"])
def test_what_a_number_is_made_of_went_on_to_it(core: Core, name: str) -> None:
    assert evaluate(core, USES, example(name).experiment) == []
