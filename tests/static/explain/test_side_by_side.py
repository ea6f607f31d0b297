"""Every bug on the page: its steps speak and are explained, and what differs is what differs."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine import trace
from engine.bugs import bugs
from tests.engine.bugs.networks import networks_for
from tests.static.pure import evaluate

LOCALES = Path(__file__).parents[3] / "static" / "locales"
WORDS = {code: json.loads((LOCALES / f"{code}.json").read_text("utf-8")) for code in ("en", "ko")}

SCRIPT = """async ({ document, base, right }) => {
    const { Trace, unflat } = await import(`${base}/core/data/trace.js`);
    const { allApart } = await import(`${base}/core/explain/side-by-side.js`);
    const { sentence, keysIn } = await import(`${base}/core/explain/sentence.js`);
    const { telling, stops } = await import(`${base}/core/data/frame.js`);
    const { disguised } = await import(`${base}/core/lessons/mask.js`);
    const { reasonsAt } = await import(`${base}/core/explain/reasons.js`);
    const { explain } = await import(`${base}/core/explain/terms.js`);
    const wrong = new Trace(document);
    for (const step of wrong.steps) {
        const cell = wrong.tensor(step.writes).shape.map(() => 0);
        explain(wrong, step, cell);
        reasonsAt(wrong, { tensor: step.writes, cell }, 0);
    }
    const grains = ["operation", "layer", "phase"].map((grain) => stops(wrong, grain));
    return {
        apart: allApart(wrong, new Trace({ ...document, values: right })),
        spoken: wrong.steps.map((step) => ["step.", "ask.", "why."].map((chapter) => [
            ...keysIn(step, chapter), ...sentence(wrong, step).keys])),
        hidden: JSON.stringify(disguised(wrong).steps),
        telling: telling(wrong),
        rising: grains.every((all) => all.every((t, k) => !k || t > all[k - 1])),
    };
}"""


@pytest.mark.parametrize("name", sorted(bugs))
def test_every_bug_speaks_and_differs_where_it_does(core, name):
    right = networks_for(name, 1)[0]
    wrong = replace(right, bugs=(name,))
    is_, should = trace(wrong), trace(right)
    vector = np.zeros(is_.vector.size)
    for t in is_.program.tensors.values():
        t.view(vector)[...] = should[t.name]
    found = evaluate(core, SCRIPT, wrong, right=vector.tolist())
    for chapters in found["spoken"]:
        for keys in chapters:
            assert all(any(key in words for key in keys) for words in WORDS.values()), keys
    assert name not in found["hidden"]
    assert found["rising"]
    steps = is_.program.steps
    assert all(s.phase == "update" for s in steps[found["telling"] :])
    assert steps[found["telling"] - 1].phase != "update"
    for row in found["apart"]:
        a, b = is_[row["tensor"]], should[row["tensor"]]
        largest = max(np.abs(a).max(), np.abs(b).max())
        differ = np.abs(a - b) > 1e-9 * largest
        assert (row["differ"], row["cells"]) == (differ.sum(), differ.size), row
        if differ.any():
            by = np.abs(a - b)
            assert by[tuple(row["largest"])] == by.max()
        assert row["bites"] == bool(is_.program.writer[row["tensor"]].bugs)
    assert any(row["differ"] for row in found["apart"])
