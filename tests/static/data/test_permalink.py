"""Links say the moment to the last bit."""

import struct

from engine import example
from tests.static.pure import Core, ask

MAZUR = example("mazur-2-2-2").experiment.to_json()
ODD = [0.1, -0.0, 5e-324, 1.7976931348623157e308, 1 / 3, -2.5e-17]
MOMENT = """{example: null, experiment: e, test: {inputs: [[1, 2]], targets: [[0, 1]]},
    iteration: 12, checkpoint: {iteration: 12, values: new Float64Array(values)}, branch: true,
    t: 7.25, shown: 0, grain: 'epoch', preset: null, selected: {tensor: 'W1', cell: [1, 0]},
    spot: null}"""


def test_a_moment_comes_back_as_it_was(core: Core) -> None:
    code = f"""permalink.decode(await permalink.encode({MOMENT})).then((m) =>
        ({{...m, checkpoint: {{...m.checkpoint, values: [...m.checkpoint.values]}}}}))"""
    found = ask(core, "data/permalink", code, e=MAZUR, values=ODD)
    assert found["experiment"] == MAZUR
    assert struct.pack("<6d", *found["checkpoint"]["values"]) == struct.pack("<6d", *ODD)
    assert found["test"] == {"inputs": [[1, 2]], "targets": [[0, 1]]}
    told = {k: found[k] for k in ("iteration", "branch", "t", "grain", "selected", "shown")}
    assert told == {
        "iteration": 12, "branch": True, "t": 7.25, "grain": "epoch", "shown": 0,
        "selected": {"tensor": "W1", "cell": [1, 0]},
    }  # fmt: skip


def test_a_deliberate_mistake_goes_along_and_one_to_be_found_by_its_seed(core: Core) -> None:
    code = f"""Promise.all([{{...{MOMENT}, experiment: wrong}}, {{...{MOMENT}, spot: 0}}].map(
        async (m) => permalink.decode(await permalink.encode(m))))"""
    wrong = MAZUR | {"bugs": ["sign_turned"]}
    named, hidden = ask(core, "data/permalink", code, e=MAZUR, wrong=wrong, values=ODD)
    assert named["experiment"] == wrong
    assert named["spot"] is None
    assert hidden["spot"] == 0
    assert "bugs" not in hidden["experiment"]


def test_data_with_a_name_go_by_it(core: Core) -> None:
    data = {"kind": "moons", "seed": 3}
    code = """(async () => {
        const named = {...moment, experiment: {...e, data}, test: {inputs: []}};
        const hash = await permalink.encode(named);
        const found = await permalink.decode(hash);
        return [found.experiment, found.test, hash.length];
    })()""".replace("moment", MOMENT)
    found, test, _ = ask(core, "data/permalink", code, e=MAZUR, values=ODD, data=data)
    assert found["data"] == data
    assert "inputs" not in found
    assert test is None


def test_a_worked_example_goes_by_its_name_alone(core: Core) -> None:
    given = f"{{...{MOMENT}, example: 'mazur-2-2-2', checkpoint: null, branch: false}}"
    code = f"permalink.encode({given})"
    found = ask(core, "data/permalink", code, e=MAZUR, values=ODD)
    assert found == "example=mazur-2-2-2&iteration=12&t=7.25&by=epoch&cell=W1.1.0"


def test_what_is_no_link_names_nothing(core: Core) -> None:
    assert (
        ask(core, "data/permalink", "Promise.all(['', '#', '#t=3'].map(permalink.decode))")
        == [None] * 3
    )
    broken = "permalink.decode('#experiment=AAAA').then(() => 'read', () => 'refused')"
    assert ask(core, "data/permalink", broken) == "refused"


def test_what_is_too_large_for_a_link_makes_none(core: Core) -> None:
    """2,000 images of 28 × 28 with three digits a pixel: a file holds them."""
    code = """(async () => {
        const pixel = (k) => ((k * 7919) % 997) / 1000;
        const rows = (n) => Array.from({length: n}, (_, i) =>
            Array.from({length: 784}, (_, k) => pixel(i * 784 + k * k)));
        const sizes = [];
        for (const n of [20, 400, 2000])
            sizes.push((await permalink.encode({...moment, test: null,
                experiment: {...e, inputs: rows(n)}})).length);
        return sizes;
    })()""".replace("moment", MOMENT)
    small, middle, large = ask(core, "data/permalink", code, e=MAZUR, values=ODD)
    assert 0 < small < 100_000
    assert middle == large == 0
