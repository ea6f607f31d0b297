"""Which cell is explained, and what else lives at its place."""

from engine import example
from tests.static.pure import Core, evaluate

READ = """async ({ document, base, asked }) => {
    const { Trace } = await import(`${base}/core/data/trace.js`);
    const { focusOf } = await import(`${base}/core/explain/focus.js`);
    const trace = new Trace(document);
    const name = (cell) => [cell.tensor, ...cell.cell].join(' ');
    return asked.map(([index, selected, shown]) => {
        const found = focusOf(trace, index, selected, shown);
        return found && [name(found.cell), found.writer, found.others.map(name)];
    });
}"""


def focus(core: Core, name: str, *asked: tuple) -> list:
    return evaluate(core, READ, example(name).experiment, asked=asked)


def test_nothing_is_explained_before_the_first_step(core: Core) -> None:
    assert focus(core, "mazur-2-2-2", (-1, None, 0)) == [None]


def test_the_step_explains_its_first_cell_of_the_shown_example(core: Core) -> None:
    first, second = focus(core, "ai-by-hand-4-3-4-3", (0, None, 1), (6, None, 1))
    assert first[:2] == ["z1 1 0", 0]
    assert second == ["E", 6, []]


def test_a_chosen_weight_is_explained_by_the_latest_there_is(core: Core) -> None:
    weight = {"tensor": "W2", "cell": [0, 1]}
    before, gradient, after = focus(
        core, "mazur-2-2-2", (3, weight, 0), (8, weight, 0), (18, weight, 0)
    )
    assert before == ["W2 0 1", -1, ["d_W2 0 1", "W2' 0 1"]]
    assert gradient == ["d_W2 0 1", 8, ["W2 0 1", "W2' 0 1"]]
    assert after == ["W2' 0 1", 17, ["W2 0 1", "d_W2 0 1"]]


def test_a_neuron_gathers_all_that_happens_in_it(core: Core) -> None:
    names = ("z2", "a2", "s2", "d_a2", "d_z2")
    chosen = [(6, {"tensor": name, "cell": [0, 1]}, 0) for name in names]
    gathered = ["s2 0 1", 6, ["z2 0 1", "a2 0 1", "d_a2 0 1", "d_z2 0 1"]]
    assert focus(core, "mazur-2-2-2", *chosen) == [gathered] * len(names)


def test_the_chosen_neuron_follows_the_shown_example(core: Core) -> None:
    chosen = {"tensor": "a1", "cell": [0, 2]}
    (found,) = focus(core, "ai-by-hand-4-3-4-3", (1, chosen, 1))
    assert found[0] == "a1 1 2"
