"""The life of an experiment: batches as in the engine, moments reached from before."""

from typing import Any

import pytest

from engine import Experiment
from engine.experiment.batches import REMAINDERS
from tests.static.pure import Core, ask


def on(count: int, batch: int | None, remainder: str = "use") -> dict[str, Any]:
    layers = [{"kind": "dense", "units": 1}]
    data = {"inputs": [[k] for k in range(count)], "targets": [[0]] * count}
    return {"layers": layers, "loss": "half_sse", "batch": batch, "remainder": remainder, **data}


@pytest.mark.parametrize(("count", "batch"), [(7, None), (7, 7), (7, 3), (8, 4), (5, 1), (7, 4)])
@pytest.mark.parametrize("remainder", REMAINDERS)
def test_batches_are_as_large_as_those_of_the_engine(
    core: Core, count: int, batch: Any, remainder: str
) -> None:
    given = on(count, batch, remainder)
    made = Experiment.from_json(given)
    sizes = [len(made.rows(k)) for k in range(12)]
    code = "[run.epochOf(e), Array.from({length: 12}, (_, k) => run.batchOf(e, k))]"
    epoch, found = ask(core, "data/run", code, e=given)
    assert found == sizes
    assert epoch == made.batches.per_epoch


def test_the_way_to_a_moment_begins_before_it(core: Core) -> None:
    code = """(() => {
        const start = {iteration: 4, values: new Float64Array(1)};
        const one = run.lineOf(e, {start});
        one.record.keep({iteration: 8, values: new Float64Array(1)});
        const first = run.lineOf(e);
        return [run.firstOf(one), run.towards(one, 7).iteration, run.towards(one, 8).iteration,
            run.firstOf(first), run.towards(first, 7), run.trained(one), one.id < first.id];
    })()"""
    assert ask(core, "data/run", code, e=on(3, None)) == [4, 4, 8, 0, None, False, True]
