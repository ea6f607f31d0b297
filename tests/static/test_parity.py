"""The browser's wiring and terms are the engine's, cell for cell."""

import json

import numpy as np
import pytest
from playwright.sync_api import Page

from app.wire import trace_json
from engine import example, examples, explain, trace

READ = """async ({ document, base }) => {
    const { Trace, cells } = await import(`${base}/core/trace.js`);
    const { explain, readCells } = await import(`${base}/core/terms.js`);
    const trace = new Trace(document);
    return trace.steps.flatMap((step) => cells(trace.tensor(step.writes).shape).map((cell) => ({
        tensor: step.writes, cell,
        reads: readCells(explain(trace, step, cell)).map((r) => [r.cell.tensor, ...r.cell.cell].join(' ')),
    })));
}"""


@pytest.mark.parametrize("name", examples())
def test_terms_agree_with_the_engine(page: Page, name: str) -> None:
    page.goto("/")
    base = page.locator("html").get_attribute("data-static")
    run = trace(example(name).experiment)
    found = page.evaluate(READ, {"document": json.loads(trace_json(run)), "base": base})
    assert len(found) == sum(int(np.prod(run[s.writes].shape)) for s in run.program.steps)
    for row in found:
        told = explain(run, row["tensor"], tuple(row["cell"]))
        reads = [*told.reads, *(r for term in told.terms for r in term)]
        expected = {" ".join(map(str, (r.tensor, *r.cell))) for r in reads}
        assert set(row["reads"]) == expected
