"""Links and visits with something wrong in them: seeded, so that every run tries the same."""

import base64
import copy
import json
import random
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from engine import example

MAZUR = example("mazur-2-2-2").experiment.to_json()
PARTS = {
    "experiment": MAZUR,
    "test": {"inputs": [[0.1, 0.2]], "targets": [[0, 1]]},
    "names": {"inputs": ["a", "b"], "targets": ["c", "d"], "classes": ["no", "yes"], "own": True},
}
PLAIN: dict[str, Any] = {
    "iteration": 3, "t": 7.25, "shown": 0, "by": "epoch", "cell": "W1.1.0", "preset": "circle",
    "branch": 1, "trained": 1,
}  # fmt: skip
ODD: list[Any] = [
    None, True, False, 0, -1, 0.5, 1e308, 2**53, "", "x", "constructor", "__proto__", [], [[]],
    [[1], [1, 2]], [None], {}, {"kind": "dense"}, {"kind": None}, [{}], [["1"]], "%", "🙂" * 50,
    {"kind": "moons", "seed": 1}, {"length": 3}, {"constructor": {}}, [[[[[[1]]]]]],
]  # fmt: skip


def pack(text: str) -> str:
    """A part of a link, as the page compresses it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text.encode()) + packer.flush()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def mutated(value: Any, chance: random.Random) -> Any:
    """The same document with one to three places gone, odd, or doubled."""
    root = {"": copy.deepcopy(value)}
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice([(root, ""), *_places(root)])
        match chance.randrange(4):
            case 0 if holder is not root:
                holder.pop(key)
            case 1 if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(holder[key]))
            case _:
                holder[key] = copy.deepcopy(chance.choice(ODD))
    return root[""]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place inside what a document holds: what it is in, and its key there."""
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, (dict, list)):
            keys = list(inner) if isinstance(inner, dict) else range(len(inner))
            yield from ((inner, key) for key in keys)
            yield from _places(inner)


def link(chance: random.Random) -> str:
    """A link to a moment of an experiment, with something wrong in it."""
    which = chance.choice([*PARTS, *PLAIN, "from", "text"])
    parts = {name: mutated(part, chance) if name == which else part for name, part in PARTS.items()}
    kept = {name for name in [*PARTS, *PLAIN] if chance.random() < 0.6} | {"experiment", which}
    fields = {name: pack(json.dumps(part)) for name, part in parts.items() if name in kept}
    fields |= {name: str(value) for name, value in PLAIN.items() if name in kept}
    if which in PLAIN:
        fields[which] = str(chance.choice(ODD))
    if which == "from":
        fields["from"] = pack("x" * chance.randrange(40))
    text = "&".join(f"{name}={quote(value)}" for name, value in fields.items())
    return cut(text, chance) if which == "text" else text


def cut(text: str, chance: random.Random) -> str:
    """Cut off, or with some letters of it changed."""
    if chance.random() < 0.3:
        return text[: chance.randrange(len(text))]
    letters = list(text)
    for _ in range(chance.randint(1, 4)):
        letters[chance.randrange(len(letters))] = chance.choice("abcXYZ012%&=-_#")
    return "".join(letters)
