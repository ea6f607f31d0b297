"""The stream of seedrandom."""

import pytest

from engine.random.seedrandom import SeedRandom


def test_it_gives_the_numbers_of_its_documentation() -> None:
    stream = SeedRandom("hello.")
    assert [stream(), stream()] == [0.9282578795792454, 0.3752569768646784]
    assert stream.count == 2


@pytest.mark.parametrize(
    "seed", ["", "0.35061", "x" * 255, "x" * 256, "x" * 700, "씨앗", "𝔴" * 200]
)
def test_any_text_is_a_seed(seed: str) -> None:
    stream, again = SeedRandom(seed), SeedRandom(seed)
    drawn = [stream() for _ in range(3000)]
    again.skip(2990)
    assert drawn[-10:] == [again() for _ in range(10)]
    assert all(0 <= x < 1 for x in drawn)
    assert 0.45 < sum(drawn) / len(drawn) < 0.55


def test_texts_that_differ_have_other_streams() -> None:
    seeds = ["a", "b", "x" * 256 + "a", "x" * 256 + "b", "x" * 256]
    assert len({SeedRandom(seed)() for seed in seeds}) == len(seeds)
