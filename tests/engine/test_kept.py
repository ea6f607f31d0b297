"""What is kept shares a room of so many bytes."""

import gc
import weakref
from dataclasses import dataclass

import pytest

from engine import kept as module
from engine.kept import EACH, Room, beside, kept


@pytest.fixture
def room(monkeypatch):
    """Room for three things of 1000 bytes."""
    made = Room(3 * (1000 + EACH))
    monkeypatch.setattr(module, "room", made)
    return made


def test_the_same_is_computed_once(room):
    computed = []

    @kept(lambda _: 1000)
    def squared(n):
        computed.append(n)
        return n * n

    assert [squared(n) for n in (2, 3, 2, 3, 3)] == [4, 9, 4, 9, 9]
    assert computed == [2, 3]
    room.clear()
    assert (squared(2), room.held) == (4, 1000 + EACH)


def test_who_was_asked_for_longest_ago_makes_place_whatever_it_is(room):
    computed = []

    def named(name):
        @kept(lambda _: 1000)
        def make(n):
            computed.append(name * n)

        return make

    a, b = named("a"), named("b")
    a(1), a(2), b(1), a(1), b(2)
    assert computed == ["a", "aa", "b", "bb"]
    a(1), b(1), b(2)
    assert len(computed) == 4
    a(2)
    assert computed[4:] == ["aa"]
    assert room.held == room.size


def test_the_newest_is_kept_however_large(room):
    large = kept(len)("x".__mul__)
    small = kept(len)("y".__mul__)
    small(1), large(10_000)
    assert [found for found, _ in room.entries.values()] == ["x" * 10_000]
    small(2)
    assert [found for found, _ in room.entries.values()] == ["yy"]


def test_what_raises_is_tried_again(room):
    tried = []

    @kept(lambda _: 0)
    def fails():
        tried.append(1)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            fails()
    assert (len(tried), len(room.entries)) == (2, 0)


def test_what_belongs_to_a_thing_goes_with_it():
    @dataclass(frozen=True, eq=False)
    class Thing:
        number: int

    @beside
    def list_of(thing, times):
        return {thing.number} if times else set()

    one, two = Thing(1), Thing(2)
    assert list_of(one, 1) is list_of(one, 1)
    assert (list_of(one, 0), list_of(two, 1)) == (set(), {2})
    ended = weakref.ref(list_of(one, 1))
    del one
    gc.collect()
    assert ended() is None
