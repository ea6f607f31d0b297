"""What a run has been: points and checkpoints in order, thinned, and found again."""

from typing import Any

from tests.static.pure import Core, ask

FILL = """(() => {
    const r = new record.Record();
    for (let k = 0; k <= last; k++)
        r.add({iteration: k, epoch: k, loss: 1 / (k + 1)},
            {iteration: k, values: new Float64Array(size).fill(k)});
    return r;
})()"""


def filled(core: Core, code: str, last: int, size: int = 3, **more: Any) -> Any:
    return ask(core, "data/record", f"((r) => {code})({FILL})", last=last, size=size, **more)


def test_a_moment_is_reached_from_the_last_checkpoint_before_it(core: Core) -> None:
    code = "[-1, 0, 4, 99].map((k) => [r.before(k)?.iteration ?? null, r.at(k)?.loss ?? null])"
    assert filled(core, code, 9) == [[None, None], [0, 1], [4, 1 / 5], [9, 1 / 10]]


def test_what_is_known_already_changes_nothing(core: Core) -> None:
    code = """(() => {
        const again = {iteration: 5, epoch: 5, loss: 7};
        r.add(again, {iteration: 5, values: new Float64Array(3)});
        const {points, checkpoints} = r;
        return [points.length, checkpoints.length, r.at(5).loss, r.before(5).values[0], r.last];
    })()"""
    assert filled(core, code, 9) == [10, 10, 1 / 6, 5, 9]


def test_long_runs_are_thinned_and_keep_both_ends(core: Core) -> None:
    code = """[r.points, r.checkpoints].map((all) => ({
        many: all.length, first: all[0].iteration, last: all.at(-1).iteration,
        ordered: all.every((p, k) => k === 0 || p.iteration > all[k - 1].iteration)}))"""
    for size in (3, 5000):
        points, checkpoints = filled(core, code, 9000, size)
        for found in (points, checkpoints):
            assert (found["first"], found["last"], found["ordered"]) == (0, 9000, True)
        assert 1000 <= points["many"] <= 2000
        assert checkpoints["many"] * size <= 2_000_000


def test_a_run_that_has_not_begun_has_no_last_moment(core: Core) -> None:
    assert ask(core, "data/record", "new record.Record().last") == -1
