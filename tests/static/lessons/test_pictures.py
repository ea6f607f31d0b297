"""Four pictures of two neurons: each has every number, and factors that come to the trace's."""

import math
from typing import Any

import pytest

from engine import trace
from engine.lessons.states import chain
from tests.static.pure import Core, ask

NAMES = ("circuit", "matrices", "paths", "messages")
PURE = "lessons/pictures lessons/picture-shapes"


def pictures(core: Core) -> dict[str, Any]:
    """Each picture's numbers, and of every number its factors and the terms of its sum."""
    code = """Object.fromEntries(pictures.PICTURES.map((name) => [name, {
        spots: pictureShapes.shapesOf(name).spots,
        height: pictureShapes.shapesOf(name).height,
        factors: Object.fromEntries(pictures.numbersOfPictures.map((of) =>
            [of, pictures.factorsOf(name, of)])),
        terms: Object.fromEntries(pictures.numbersOfPictures.map((of) =>
            [of, pictures.termsOf(of)])),
    }]))"""
    return ask(core, PURE, code)


def test_every_picture_has_every_number_within_its_frame(core: Core) -> None:
    made = pictures(core)
    assert tuple(made) == NAMES
    for one in made.values():
        assert {spot["tensor"] for spot in one["spots"]} == one["factors"].keys()
        assert all(0 <= s["x"] <= 340 and 0 < s["y"] < one["height"] for s in one["spots"])


def test_what_a_number_is_made_of_comes_to_it(core: Core) -> None:
    found = trace(chain(None))
    for name, one in pictures(core).items():
        value = {of: found[of].item() for of in one["factors"]}
        for of, factors in one["factors"].items():
            if of.startswith("d_") and of != "d_a2":
                product = math.prod(value[f] for f in factors)
                assert product == pytest.approx(value[of], rel=1e-12), (name, of)
            else:
                assert not factors
            total = sum(math.prod(value[f] for f in term) for term in one["terms"][of])
            wanted = value[of] if of.startswith("z") else 0
            assert total == pytest.approx(wanted, rel=1e-12), (name, of)


def test_only_the_paths_go_all_the_way_to_the_loss(core: Core) -> None:
    made = pictures(core)
    assert made["paths"]["factors"]["d_W1"] == ["d_a2", "s2", "W2", "s1", "a0"]
    assert made["messages"]["factors"]["d_W1"] == ["d_z1", "a0"]
