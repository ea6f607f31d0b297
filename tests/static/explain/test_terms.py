"""The browser's wiring and terms are the engine's, cell for cell."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Trace, example, examples, explain, trace
from engine.bugs import bugs
from engine.ops import of_family
from tests.engine.bugs.networks import networks_for
from tests.engine.graphs import LAYERS, random_graph
from tests.engine.networks import random_experiment
from tests.static.pure import Core, evaluate

UPDATES = [
    (family, kind)
    for family in ("optimizer", "schedule", "clip", "penalty")
    for kind in of_family(family)
]
READ = """async ({ document, base }) => {
    const { Trace, cells } = await import(`${base}/core/data/trace.js`);
    const { explain, readCells } = await import(`${base}/core/explain/terms.js`);
    const trace = new Trace(document);
    return trace.steps.flatMap((step) => cells(trace.tensor(step.writes).shape).map((cell) => ({
        tensor: step.writes, cell,
        reads: readCells(explain(trace, step, cell)).map((r) =>
            [r.cell.tensor, ...r.cell.cell].join(' ')),
    })));
}"""


@pytest.mark.parametrize("name", examples())
def test_terms_agree_with_the_engine(core: Core, name: str) -> None:
    agree(core, trace(example(name).experiment))


@pytest.mark.parametrize("kind", [k for k in LAYERS if k != "dense"])
def test_terms_of_layers_on_images_agree_with_the_engine(core: Core, kind: str) -> None:
    rng = np.random.default_rng([17, *map(ord, kind)])
    runs = (trace(random_graph(rng, kind)) for _ in range(99))
    agree(core, next(run for run in runs if run.program.size < 900))


@pytest.mark.parametrize(("family", "kind"), UPDATES)
def test_terms_of_every_update_agree_with_the_engine(core: Core, family: str, kind: str) -> None:
    rng = np.random.default_rng([18, *map(ord, kind)])
    agree(core, trace(random_experiment(rng, **{family: kind}), 1))


@pytest.mark.parametrize("bug", bugs)
def test_terms_of_every_bug_agree_with_the_engine(core: Core, bug: str) -> None:
    agree(core, trace(replace(networks_for(bug, 1)[0], bugs=(bug,))))


def agree(core: Core, run: Trace) -> None:
    """Every cell of a run is made of the same cells in the browser as in the engine."""
    found = evaluate(core, READ, run)
    assert len(found) == sum(int(np.prod(run[s.writes].shape)) for s in run.program.steps)
    for row in found:
        told = explain(run, row["tensor"], tuple(row["cell"]))
        reads = [*told.reads, *(r for term in told.terms for r in term)]
        expected = {" ".join(map(str, (r.tensor, *r.cell))) for r in reads}
        assert set(row["reads"]) == expected
