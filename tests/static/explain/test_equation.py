"""A step as matrices: shapes that multiply as the formula says, and nothing left out."""

import pytest

from engine import Experiment, example, examples
from tests.static.pure import Core, evaluate

READ = """async ({ document, base, shown }) => {
    const { Trace } = await import(`${base}/core/data/trace.js`);
    const { equation } = await import(`${base}/core/explain/equation.js`);
    const trace = new Trace(document);
    return trace.steps.map((step) => ({
        writes: step.writes, reads: Object.values(step.reads),
        pieces: equation(trace, step, shown),
    }));
}"""


def equations(core: Core, experiment: Experiment, shown: int = 0) -> list[dict]:
    return evaluate(core, READ, experiment, shown=shown)


def shape(piece: dict) -> tuple[int, int]:
    return len(piece["rows"]), len(piece["rows"][0])


@pytest.mark.parametrize("name", examples())
def test_the_written_and_all_read_matrices_are_there(core: Core, name: str) -> None:
    for step in equations(core, example(name).experiment):
        matrices = [p["tensor"] for p in step["pieces"] if isinstance(p, dict)]
        assert matrices[0] == step["writes"]
        assert set(matrices[1:]) == set(step["reads"])


def test_examples_are_columns_so_that_the_products_fit(core: Core) -> None:
    steps = {s["writes"]: s for s in equations(core, example("ai-by-hand-4-3-4-3").experiment)}
    z1 = [shape(p) for p in steps["z1"]["pieces"] if isinstance(p, dict)]
    assert z1 == [(3, 2), (3, 4), (4, 2), (3, 1)]
    d_W3 = [shape(p) for p in steps["d_W3"]["pieces"] if isinstance(p, dict)]
    assert d_W3 == [(3, 4), (3, 2), (2, 4)]


def test_an_equation_of_one_example_shows_only_that_one(core: Core) -> None:
    experiment = example("ai-by-hand-4-3-4-3").experiment
    steps = {s["writes"]: s for s in equations(core, experiment, shown=1)}
    softmax = [p for p in steps["d_z3"]["pieces"] if isinstance(p, dict)]
    assert [shape(p) for p in softmax] == [(3, 1), (3, 1), (3, 1), (1, 3), (3, 1)]
    assert {cell["cell"][0] for p in softmax for row in p["rows"] for cell in row} == {1}


def test_a_long_matrix_keeps_its_beginning_and_its_last_row(core: Core) -> None:
    experiment = Experiment.from_json(
        {
            "layers": [{"kind": "dense", "units": 20, "activation": {"kind": "tanh"}}],
            "loss": {"kind": "half_sse", "reduction": "sum"},
            "learning_rate": 0.1,
            "inputs": [[0.5, 1.0]],
            "targets": [[0.0] * 20],
        }
    )
    written = equations(core, experiment)[0]["pieces"][0]
    column = [row[0] and row[0]["cell"][1] for row in written["rows"]]
    assert column == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, None, 19]
