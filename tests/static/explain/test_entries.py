"""Numbers of one's own as they are typed, pasted and sent."""

import json
from typing import Any

import pytest

from engine import Experiment, example
from tests.static.pure import Core, evaluate

MAZUR = example("mazur-2-2-2").experiment
READ = """async ({ document, base, text }) => {
    const { Trace } = await import(`${base}/core/data/trace.js`);
    const { readEntries } = await import(`${base}/core/explain/pasted-entries.js`);
    return readEntries(new Trace(document), text);
}"""
OWN = """async ({ document, base }) => {
    const { Trace } = await import(`${base}/core/data/trace.js`);
    const { csv } = await import(`${base}/core/data/csv.js`);
    const { numbersTable } = await import(`${base}/core/explain/number-table.js`);
    const { readEntries } = await import(`${base}/core/explain/pasted-entries.js`);
    const trace = new Trace(document);
    const { entries, unread } = readEntries(trace, csv(numbersTable(trace)));
    const at = (cell) => (cell ? cell.split(",").map(Number) : []);
    const apart = Object.entries(entries).flatMap(([tensor, own]) => Object.entries(own).filter(
        ([cell, text]) => Number(text) !== trace.value(tensor, at(cell))));
    return { apart, unread, count: Object.values(entries).flatMap((own) => Object.keys(own)).length,
        values: trace.values.length };
}"""


def read(core: Core, text: str, experiment: Experiment = MAZUR) -> tuple[Any, Any]:
    found = evaluate(core, READ, experiment, text=text)
    return found["entries"], [(u["line"], u["why"]) for u in found["unread"]]


@pytest.mark.parametrize(
    ("line", "tensor", "cell", "text"),
    [
        ("E = 0,2984", "E", "", "0,2984"),
        ("E\t0.2984", "E", "", "0.2984"),
        ("E 0.2984", "E", "", "0.2984"),
        ("d_W2[0,1]; -0,08", "d_W2", "0,1", "-0,08"),
        ("d_W2.0.1: –0.08", "d_W2", "0,1", "–0.08"),
        ("∂E/∂w⁽²⁾₁₂ = ¼", "d_W2", "0,1", "¼"),
        ("∂E/∂w(2)12,1e-3", "d_W2", "0,1", "1e-3"),
        ("δ⁽²⁾₁ 0.1385", "d_z2", "0,0", "0.1385"),
        ("W1'[1,0] = 1·10^-3", "W1'", "1,0", "1·10^-3"),
        ("z2[1] 1,2", "z2", "0,1", "1,2"),
        ('{"d_W2": [[null, "0,08"], [null, null]]}', "d_W2", "0,1", "0,08"),
        ('{"answers": {"z2": [null, 1.2]}}', "z2", "0,1", "1.2"),
        ('{"E": 0.2984}', "E", "", "0.2984"),
        ('{"W2\'": {"1,1": "0.56"}}', "W2'", "1,1", "0.56"),
    ],
)
def test_a_number_is_read_as_people_write_it(core: Core, line, tensor, cell, text) -> None:
    assert read(core, line) == ({tensor: {cell: text}}, [])


def test_what_cannot_be_read_is_told_with_its_place_and_the_rest_is_taken(core: Core) -> None:
    text = "E = 0.3\n\nfoo 0.2\nd_W2[7,7] 0.1\nz1[0] =\nz1[1] 0.4"
    entries, unread = read(core, text)
    assert entries == {"E": {"": "0.3"}, "z1": {"0,1": "0.4"}}
    assert unread == [(3, "name"), (4, "name"), (5, "number")]
    assert read(core, '{"E": ')[1] == [(0, "json")]
    assert read(core, '{"F": 1, "W1": [[1, 2, 3]]}')[1] == [(0, "name"), (0, "cell")]


@pytest.mark.parametrize("name", ["mazur-2-2-2", "two-neuron-chain"])
def test_the_table_that_the_page_exports_comes_back_whole(core: Core, name: str) -> None:
    found = evaluate(core, OWN, example(name).experiment)
    assert (found["apart"], found["unread"]) == ([], [])
    assert found["count"] == found["values"]


def test_they_are_sent_as_the_shape_of_their_tensor(core: Core) -> None:
    code = """async ({ document, base }) => {
        const { Trace } = await import(`${base}/core/data/trace.js`);
        const { sentEntries, withBlock, blockOf, withEntry } =
            await import(`${base}/core/explain/entries.js`);
        const trace = new Trace(document);
        const block = withBlock(trace, {}, { tensor: "W2'", cell: [0, 1] }, blockOf("1\\t2\\n3"));
        return {
            sent: sentEntries(trace, {
                E: { "": "0,3" }, d_W2: { "0,1": "¼", "9,9": "1" }, no: { "0": "1" },
                z1: { "0,0": " " } }),
            block, blank: withEntry({ E: { "": "1" } }, { tensor: "E", cell: [] }, " "),
            alone: [blockOf("0,2984"), blockOf("-0.5"), blockOf("1e-3")],
            parted: [blockOf("1;2"), blockOf("0.1, 0.2"), blockOf("0,1 0,2")],
        };
    }"""
    found = evaluate(core, code, MAZUR)
    assert found["sent"] == {"E": "0,3", "d_W2": [[None, "¼"], [None, None]]}
    assert found["block"] == {"W2'": {"0,1": "1", "1,1": "3"}}
    assert found["blank"] == {"E": {}}
    assert found["alone"] == [None, None, None]
    assert found["parted"] == [[["1", "2"]], [["0.1", "0.2"]], [["0,1", "0,2"]]]
    assert json.dumps(found["sent"])
