"""What is kept and shared, without the page: visits, records, links, hidden parts, pictures."""

from typing import Any

import pytest

from tests.static.pure import Core

MODULES = (
    *("data/record", "data/run", "data/session", "data/history", "data/permalink", "data/hidden"),
    "picture/svg",
)


def run(core: Core, code: str, **values: Any) -> Any:
    """What a function over the modules gives."""
    return core.evaluate(
        f"""async ({{ base, v }}) => {{
            const load = (name) => import(`${{base}}/core/${{name}}.js`);
            const m = Object.assign({{}}, ...await Promise.all({list(MODULES)}.map(load)));
            {code}
        }}""",
        v=values,
    )


LINES = """
    const point = (iteration) => ({ iteration, epoch: iteration, loss: 1 / (1 + iteration) });
    const at = (iteration) => ({ iteration, values: Float64Array.of(iteration, 0.1) });
    const line = (id, from, to) => {
        const record = new m.Record();
        for (let k = from; k <= to; k++) record.add(point(k), at(k));
        return m.lineOf({ layers: [] }, { id, record });
    };
"""


def test_a_visit_comes_back_with_all_that_it_was(core: Core) -> None:
    found = run(
        core,
        LINES
        + """
        const [a, b] = [line(7, 0, 5), line(9, 5, 8)];
        const first = { line: a, iteration: 3 };
        const history = m.recorded(m.recorded(m.nothing, first), { line: b, iteration: 8 });
        const back = m.live(structuredClone(m.plain(b, [a], history)));
        const [before, after] = [back.history.past[0].line, back.history.now.line];
        const same = after === back.now && before === back.trained[0];
        return {
            same, now: back.now.id, next: m.lineOf({}).id,
            points: back.now.record.points, loss: b.record.points,
            values: [...back.trained[0].record.before(4).values],
            record: back.now.record instanceof m.Record,
        };""",
    )
    assert found["points"] == found["loss"]
    expected = {"same": True, "now": 9, "next": 10, "values": [4, 0.1], "record": True}
    assert {key: found[key] for key in expected} == expected


def test_a_visit_is_bounded_and_keeps_the_ends_of_what_it_thins(core: Core) -> None:
    found = run(
        core,
        """
        const wide = (k) => ({ iteration: k, values: new Float64Array(20000) });
        const make = (id) => m.lineOf({}, { id,
            record: new m.Record([], Array.from({ length: 60 }, (_, k) => wide(k))) });
        const [old, now] = [make(1), make(2)];
        const plain = m.plain(now, [old], m.nothing);
        return plain.lines.map(({ record }) => record.checkpoints.map((c) => c.iteration));""",
    )
    old, new = found
    assert new == list(range(60))
    assert len(old) < 60
    assert (old[0], old[-1]) == (0, 59)
    assert 20000 * (len(old) + len(new)) <= 2_000_000


def test_a_part_of_a_longer_vector_is_kept_alone(core: Core) -> None:
    found = run(
        core,
        """
        const long = new Float64Array(1000);
        const record = new m.Record([], [{ iteration: 0, values: long.subarray(0, 2) }]);
        const { lines } = m.plain(m.lineOf({}, { record }), [], m.nothing);
        return lines[0].record.checkpoints[0].values.buffer.byteLength;""",
    )
    assert found == 16


def test_what_came_before_joins_what_is_known(core: Core) -> None:
    found = run(
        core,
        LINES
        + """
        const known = new m.Record();
        known.keep({ iteration: 4, values: Float64Array.of(-1) });
        known.add(point(5), at(5));
        known.precede(line(1, 0, 4).record);
        return [known.points.map((p) => p.iteration),
            known.checkpoints.map((c) => [c.iteration, c.values[0]])];""",
    )
    assert found == [[0, 1, 2, 3, 4, 5], [[0, 0], [1, 1], [2, 2], [3, 3], [4, -1], [5, 5]]]


@pytest.mark.parametrize(
    ("iterations", "length", "every"),
    [(1, 9, 1), (1000, 9, 1), (1001, 9, 2), (100_000, 9, 100), (1000, 200_000, 100)],
)
def test_a_run_is_kept_as_densely_as_there_is_room(
    core: Core, iterations: int, length: int, every: int
) -> None:
    assert run(core, "return m.spread(v.n, v.of)", n=iterations, of=length) == every


MOMENT = """
    const moment = (more) => ({ example: null, experiment: { layers: [] }, test: null, names: null,
        iteration: 7, checkpoint: null, branch: false, trained: true, preset: null, t: 1, shown: 0,
        grain: "operation", selected: null, ...more });
    const checkpoint = (count) => ({ iteration: 7, values: new Float64Array(count).fill(1 / 3) });
"""


def test_a_link_holds_the_bits_and_leaves_out_what_is_too_much(core: Core) -> None:
    found = run(
        core,
        MOMENT
        + """
        const through = async (now) => {
            const back = await m.decode(await m.encode(m.fitting(now)));
            const { checkpoint, iteration, branch, trained } = back;
            return [iteration, branch, trained, checkpoint && new Set(checkpoint.values).size,
                checkpoint?.values[0] ?? null, m.lost(now)];
        };
        return [
            await through(moment({ checkpoint: checkpoint(20000) })),
            await through(moment({ checkpoint: checkpoint(20001) })),
            await through(moment({ checkpoint: checkpoint(20000), branch: true, trained: false })),
            await through(moment({ checkpoint: checkpoint(20001), branch: true, trained: false })),
        ];""",
    )
    assert found == [
        [7, False, True, 1, 1 / 3, ""],
        [7, False, True, None, None, "run"],
        [7, True, False, 1, 1 / 3, ""],
        [0, False, False, None, None, "branch"],
    ]


def test_names_and_test_data_go_along(core: Core) -> None:
    found = run(
        core,
        MOMENT
        + """
        const own = { inputs: ["a"], targets: ["b"], classes: [], own: true };
        const test = { inputs: [[1]], targets: [[0]] };
        const { names, test: held } = await m.decode(await m.encode(moment({ names: own, test })));
        return [names.inputs, held];""",
    )
    assert found == [["a"], {"inputs": [[1]], "targets": [[0]]}]


@pytest.mark.parametrize(
    ("search", "parts"),
    [
        ("", set()),
        ("?hide=build", {"build", "network", "data", "training", "lenses"}),
        ("?lang=ko&hide=speed,nobody,edit", {"speed", "edit"}),
        ("?hide=edit&hide=share", {"edit", "share"}),
        ("?hide=constructor,__proto__", set()),
    ],
)
def test_a_query_hides_parts_with_what_lies_in_them(
    core: Core, search: str, parts: set[str]
) -> None:
    assert set(run(core, "return [...m.hiddenIn(v.search)]", search=search)) == parts


def test_a_query_is_written_short_and_keeps_the_rest(core: Core) -> None:
    code = "return v.all.map(([search, parts]) => m.hiding(search, parts))"
    found = run(
        core, code,
        all=[
            ["?lang=ko&hide=edit", ["build", "data", "speed"]],
            ["?hide=edit", []],
            ["?lang=ko&hide=edit", []],
        ],
    )  # fmt: skip
    assert found == ["?lang=ko&hide=build,speed", "", "?lang=ko"]


DRAW = """
    const draw = (ctx) => {
        ctx.strokeStyle = "rgb(31, 109, 211)"; ctx.fillStyle = "#c45a06"; ctx.lineCap = "round";
        ctx.lineWidth = 3;
        ctx.beginPath(); ctx.moveTo(4, 4); ctx.bezierCurveTo(30, 4, 30, 56, 56, 56); ctx.stroke();
        ctx.globalAlpha = 0.5;
        ctx.beginPath(); ctx.arc(30, 20, 9, -1.5, 2.5, false); ctx.stroke();
        ctx.beginPath(); ctx.arc(15, 45, 9, 1, -2, true); ctx.stroke();
        ctx.beginPath(); ctx.arc(45, 20, 6, 0, 2 * Math.PI); ctx.fill();
        ctx.globalAlpha = 1;
        ctx.save();
        ctx.beginPath(); ctx.roundRect(34, 34, 20, 20, 6); ctx.clip();
        ctx.fillRect(30, 30, 30, 30);
        ctx.restore();
        ctx.strokeRect(2, 2, 8, 6);
    };
"""


def test_what_paints_a_canvas_paints_the_same_as_svg(core_in_page: Core) -> None:
    """Pixel by pixel, but for what two ways of smoothing edges differ in."""
    far = run(
        core_in_page,
        DRAW
        + """
        const [ground, drawing] = [new m.Drawing("ground"), new m.Drawing("lines")];
        ground.fillStyle = "#ffffff";
        ground.fillRect(0, 0, 60, 60);
        draw(drawing);
        const markup = m.svg({ width: 60, height: 60 }, "<&>", [ground, drawing]);
        const pixels = (paint) => {
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 60;
            const ctx = canvas.getContext("2d");
            paint(ctx);
            return ctx.getImageData(0, 0, 60, 60).data;
        };
        const image = new Image();
        image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
        await image.decode();
        const drawn = pixels((ctx) => ctx.drawImage(image, 0, 0));
        const own = pixels((ctx) => {
            ctx.fillStyle = "#ffffff"; ctx.fillRect(0, 0, 60, 60); draw(ctx); });
        const empty = own.filter((x) => x !== 255).length;
        return { off: drawn.filter((x, k) => Math.abs(x - own[k]) > 40).length, empty };""",
    )
    assert far["empty"] > 2000
    assert far["off"] == 0
