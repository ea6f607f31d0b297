"""Undo and redo over values."""

from typing import Any

from tests.static.pure import Core

RUN = """async ({ base, moves }) => {
    const h = await import(`${base}/core/data/history.js`);
    let now = h.nothing;
    const seen = [];
    for (const move of moves) {
        now = move === 'undo' ? h.undone(now) ?? now
            : move === 'redo' ? h.redone(now) ?? now
            : move.startsWith('=') ? h.amended(now, move.slice(1))
            : h.recorded(now, move);
        seen.push(now.now);
    }
    return { seen, past: now.past.length, future: now.future.length };
}"""


def run(core: Core, *moves: str) -> Any:
    return core.evaluate(RUN, moves=list(moves))


def test_what_is_undone_can_be_done_again(core: Core) -> None:
    found = run(core, "a", "b", "c", "undo", "undo", "redo", "redo", "redo")
    assert found == {"seen": ["a", "b", "c", "b", "a", "b", "c", "c"], "past": 2, "future": 0}


def test_nothing_lies_before_the_first(core: Core) -> None:
    assert run(core, "undo", "redo", "a", "undo")["seen"] == [None, None, "a", "a"]


def test_a_new_change_forgets_what_was_undone(core: Core) -> None:
    found = run(core, "a", "b", "undo", "c", "redo")
    assert found == {"seen": ["a", "b", "a", "c", "c"], "past": 1, "future": 0}


def test_the_present_said_otherwise_is_no_change(core: Core) -> None:
    assert run(core, "a", "b", "=b2", "undo", "redo")["seen"] == ["a", "b", "b2", "a", "b2"]


def test_the_past_is_bounded(core: Core) -> None:
    assert run(core, *map(str, range(300)))["past"] == 200
