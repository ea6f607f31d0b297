"""What links, files and stored visits carry is checked whole: right, or refused with its place."""

import json
import random
from typing import Any

import pytest

from tests.static.mutated import MAZUR, PARTS, link, mutated, pack
from tests.static.pure import Core, ask

# What every moment that gets through promises to the page, looked at without our own checks.
SOUND = """(m) => {
    const whole = (x) => Number.isInteger(x) && x >= 0;
    const texts = (x) => Array.isArray(x) && x.every((one) => typeof one === 'string');
    const numbers = (x) => Array.isArray(x) ? x.every(numbers) : Number.isFinite(x);
    const { experiment: e, names, test, checkpoint: c, selected } = m;
    return [
        typeof m.example === 'string' || !!e,
        !e || (Array.isArray(e.layers) && e.layers.every((l) => typeof l.kind === 'string')),
        !e?.inputs || (!e.data && numbers(e.inputs) && e.inputs.length > 0),
        !names || [names.inputs, names.targets, names.classes].every(texts),
        !test || (numbers(test.inputs) && numbers(test.targets) && test.inputs.length > 0
            && test.inputs.length === test.targets.length),
        !c || (c.iteration === m.iteration && c.values.length > 0),
        !c || c.values.every(Number.isFinite),
        !selected || (typeof selected.tensor === 'string' && selected.cell.every(whole)),
        whole(m.iteration) && whole(m.shown) && m.t >= 0 && Number.isFinite(m.t),
        ['operation', 'layer', 'phase', 'iteration', 'epoch'].includes(m.grain),
        m.preset === null || ['circle', 'spirals', 'sine', 'digits', 'filters'].includes(m.preset),
    ].every(Boolean);
}"""
DECODED = f"""Promise.all(links.map(async (text) => {{
    try {{
        const moment = await permalink.decode(text);
        return moment === null ? 'nothing' : ({SOUND})(moment) ? 'sound' : 'unsound';
    }} catch (error) {{
        return error instanceof checks.Misfit ? 'refused' : String(error);
    }}
}}))"""


def test_two_thousand_mutated_links_are_right_or_refused(core: Core) -> None:
    chance = random.Random(9)
    links = [link(chance) for _ in range(2000)]
    outcomes = ask(core, "data/permalink data/checks", DECODED, links=links)
    assert set(outcomes) <= {"sound", "refused", "nothing"}, [
        (text, outcome) for text, outcome in zip(links, outcomes, strict=True) if " " in outcome
    ][:3]
    counts = {kind: outcomes.count(kind) for kind in set(outcomes)}
    assert counts["sound"] > 200
    assert counts["refused"] > 200


def test_files_are_right_or_say_why_not(core: Core) -> None:
    chance = random.Random(10)
    whole = {
        **PARTS,
        "checkpoint": {"iteration": 3, "values": "AAAAAAAA8D8"},
        "selected": {"tensor": "W1", "cell": [0, 0]},
        "iteration": 3,
        "t": 1.5,
        "shown": 0,
        "grain": "layer",
        "branch": True,
    }
    texts = [json.dumps(mutated(whole, chance)) for _ in range(1000)]
    code = f"""texts.map((text) => {{
        const found = file.read(text);
        return 'why' in found ? found.why : ({SOUND})(found) ? 'sound' : 'unsound';
    }})"""
    outcomes = set(ask(core, "data/file", code, texts=texts))
    assert outcomes == {"sound", "file.damaged", "file.other"}


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"names": {"inputs": ["a"], "targets": "b"}}, "names.targets"),
        ({"names": {"inputs": ["a", 1], "targets": ["b"]}}, "names.inputs[1]"),
        ({"names": {"inputs": [], "targets": [], "classes": {}}}, "names.classes"),
        ({"test": {"inputs": [[1]], "targets": [[0, 1]]}}, "test.inputs"),
        ({"test": {"inputs": [[1, 2], [3, 4]], "targets": [[0, 1]]}}, "test"),
        ({"experiment": {**MAZUR, "layers": [{}]}}, "experiment.layers[0].kind"),
        ({"experiment": {**MAZUR, "inputs": [[1, 2], [3]]}}, "experiment.inputs"),
    ],
)
def test_a_misfit_names_its_place(core: Core, fields: dict[str, Any], place: str) -> None:
    parts = {"experiment": MAZUR, **fields}
    text = "&".join(f"{name}={pack(json.dumps(part))}" for name, part in parts.items())
    assert (
        ask(core, "data/permalink", "permalink.decode(text).catch((e) => e.place)", text=text)
        == place
    )


def test_names_without_classes_are_those_of_quantities(core: Core) -> None:
    names = {"inputs": ["a", "b"], "targets": ["c", "d"]}
    text = f"experiment={pack(json.dumps(MAZUR))}&names={pack(json.dumps(names))}"
    found = ask(core, "data/permalink", "permalink.decode(text)", text=text)
    assert found["names"] == {**names, "classes": [], "own": False}


@pytest.mark.parametrize(("size", "outcome"), [(5_000_000, "read"), (5_000_001, "experiment")])
def test_a_compressed_part_holds_five_megabytes_at_the_most(
    core: Core, size: int, outcome: str
) -> None:
    head = json.dumps({**MAZUR, "note": ""})[:-2]
    whole = head + "x" * (size - len(head) - 2) + '"}'
    text = f"experiment={pack(whole)}"
    assert len(text) < 20_000
    code = "permalink.decode(text).then(() => 'read', (e) => e.place)"
    assert ask(core, "data/permalink", code, text=text) == outcome


VISIT = """
    const kept = new record.Record();
    for (let k = 0; k < 4; k++)
        kept.add({ iteration: k, epoch: k, loss: 1 / (1 + k), accuracy: 0.5, test: null },
            { iteration: k, values: Float64Array.of(k, 0.1) });
    const first = run.lineOf(e, { record: kept, names: parts.names, test: parts.test });
    const from = { line: first.id, iteration: 3 };
    const second = run.lineOf(e, { start: kept.checkpoints[3], from, root: first.id,
        preset: { name: "circle", changed: true } });
    const entry = (line) => ({ line, iteration: 3 });
    const history = { past: [entry(first)], now: entry(second), future: [] };
    const visit = { address: "#t=1", lines: session.plain(second, [first], history),
        at: { iteration: 3, t: 1.5, shown: 0, grain: "epoch", selected: null },
        checkpoint: kept.checkpoints[3],
        settings: { speed: 1, rate: Infinity, until: { epoch: null, loss: 0.1, accuracy: null },
            lenses: "maps", view: "stage", tab: "step", beside: undefined, logarithmic: false } };
"""


def test_a_stored_visit_is_right_or_refused(core: Core) -> None:
    """Every place of it in turn gone, or odd; what gets through comes to life."""
    code = f"""(async () => {{
        const {{ validVisit }} = await import(`${{base}}/core/data/visit.js`);
        {VISIT}
        const places = [];
        const walk = (value, path) => {{
            if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
            for (const key of Object.keys(value)) {{
                if (!path.includes('experiment')) places.push([...path, key]);
                walk(value[key], [...path, key]);
            }}
        }};
        walk(visit, []);
        const outcomes = {{}};
        const odd = [null, undefined, -1, 0.5, 'x', [], {{}}, [[]], NaN, true];
        for (const place of places) for (const value of odd) {{
            const copy = structuredClone(visit);
            place.slice(0, -1).reduce((part, key) => part[key], copy)[place.at(-1)] = value;
            let outcome = 'alive';
            try {{
                const {{ now, trained, history }} = session.live(validVisit(copy).lines);
                const lines = [now, ...trained, ...history.past.map((one) => one.line)];
                if (!lines.every((one) => one.record.last >= -1)) outcome = 'dead';
            }} catch (error) {{
                const misfit = error instanceof checks.Misfit;
                outcome = misfit ? 'refused' : `${{place}} = ${{value}}: ${{error}}`;
            }}
            outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        }}
        validVisit(structuredClone(visit));
        return outcomes;
    }})()"""
    modules = "data/record data/run data/session data/checks"
    outcomes = ask(core, modules, code, e=MAZUR, parts=PARTS)
    assert set(outcomes) == {"alive", "refused"}
    assert outcomes["refused"] > 300
