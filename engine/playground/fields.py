"""The fields of a TensorFlow Playground link, read as the original reads them.

Nothing is decoded. A field that is absent or empty keeps its default, and so does one of a few
words with another word; of one that stands there twice, the last counts. What its own page would
stop at, or what would train no network, is a BadLink.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.playground.numbers import number, strip

LENGTH = 4_000
"""Letters of a link: the longest that the original writes has 900."""
HOST = "playground.tensorflow.org"

WORDS: Mapping[str, tuple[str, ...]] = {
    "activation": ("tanh", "relu", "sigmoid", "linear"),
    "regularization": ("none", "L1", "L2"),
    "dataset": ("circle", "xor", "gauss", "spiral"),
    "regDataset": ("reg-plane", "reg-gauss"),
    "problem": ("classification", "regression"),
}
"""Fields that hold one of a few words, the default first."""
NUMBERS: Mapping[str, float] = {
    "batchSize": 10,
    "learningRate": 0.03,
    "regularizationRate": 0,
    "noise": 0,
    "percTrainData": 50,
}
FEATURES: Mapping[str, str] = {
    "x": "x1", "y": "x2", "xSquared": "x1^2", "ySquared": "x2^2", "xTimesY": "x1*x2",
    "sinX": "sin(x1)", "sinY": "sin(x2)",
}  # fmt: skip
"""Input features in the order of the original, as our layer of features names them."""
MISSING = ("cosX", "cosY")
"""Features that are read and written but do not exist."""
DISPLAY = ("showTestData", "discretize", "collectStats", "tutorial", "hideText")
HIDE = "_hide"
SHAPE = (4, 2)


class BadLink(ValueError):
    """A link that names no network: the field (or none), why, the limit and the nearest fit."""

    def __init__(self, field: str, why: str, limit: Any = None, nearest: Any = None) -> None:
        super().__init__(f"{field}: {why}" if field else why)
        self.field, self.why, self.limit, self.nearest = field, why, limit, nearest


class Note(NamedTuple):
    """What of a link was display only or had no effect, and why, by a code."""

    field: str
    code: str


@dataclass(frozen=True)
class Fields:
    """What a link says, defaults filled in."""

    words: Mapping[str, str]
    numbers: Mapping[str, float]
    features: tuple[str, ...]
    """Names, in the order of the original."""
    shape: tuple[float, ...]
    """Neurons of each hidden layer."""
    seed: str | None
    zero: bool
    notes: tuple[Note, ...]


def fragment(link: str) -> str:
    """What stands behind the # of a link, or the whole of what is only that.

    Raises BadLink for a text that is neither.
    """
    if len(link) > LENGTH:
        raise BadLink("", f"a link has at most {LENGTH} letters", LENGTH)
    bare = link.strip()
    address, sign, found = bare.partition("#")
    if sign:
        return found
    own = re.fullmatch(rf"(https?://)?{re.escape(HOST)}/?(\?.*)?", address, re.IGNORECASE)
    if own:
        return ""
    if re.match(r"\w+=", bare):
        return bare
    raise BadLink("", "this is no TensorFlow Playground link: it has no # with settings behind it")


def named(text: str) -> bool:
    """Whether a fragment names a field of the original, so that it can be meant for it."""
    known = {*WORDS, *NUMBERS, "networkShape", "initZero"}
    return any(part.partition("=")[0] in known for part in text.lstrip("#").split("&"))


def read(link: str) -> Fields:
    """The fields of a link; raises BadLink."""
    text = fragment(link)
    given, notes = dict[str, str | None](), list[Note]()
    for part in text.split("&") if text else []:
        name, *values = part.split("=")
        if name in given:
            notes.append(Note(_shown(name), "repeated"))
        given[name] = values[0] if values else None
    said = {name: value for name, value in given.items() if value is not None and strip(value)}
    words = {}
    for name, options in WORDS.items():
        known = said.get(name) in options
        words[name] = said[name] if known else options[0]
        if name in said and not known:
            notes.append(Note(name, "unknown_value"))
    numbers = {name: number(said[name]) if name in said else n for name, n in NUMBERS.items()}
    on = {name: said.get(name, default) != "false" for name, default in _SWITCHES.items()}
    shape: tuple[float, ...] = SHAPE
    if "networkShape" in given:
        value = given["networkShape"]
        if value is None:
            raise BadLink("networkShape", "numbers are needed behind it, as in networkShape=4,2")
        shape = tuple(map(number, value.split(","))) if strip(value) else ()
    fields = Fields(
        words, numbers, tuple(name for name in FEATURES if on[name]), shape,
        said.get("seed"), on["initZero"], (),
    )  # fmt: skip
    notes += _without_effect(fields, given, said)
    return Fields(**{**vars(fields), "notes": tuple(dict.fromkeys(notes))})


_SWITCHES = {
    **{name: "true" if name in ("x", "y") else "false" for name in FEATURES},
    "initZero": "false",
}


def _without_effect(
    fields: Fields, given: Mapping[str, str | None], said: Mapping[str, str]
) -> list[Note]:
    """What the original reads, or does not, without a difference for the network."""
    regression = fields.words["problem"] == "regression"
    known = {*WORDS, *NUMBERS, *_SWITCHES, "networkShape", "seed"}
    found = []
    for name in given:
        if name in DISPLAY or name.endswith(HIDE):
            found.append(Note(_shown(name), "display"))
        elif name in MISSING and said.get(name, "false") != "false":
            found.append(Note(name, "no_feature"))
        elif name == ("dataset" if regression else "regDataset") and name in said:
            found.append(Note(name, "other_problem"))
        elif name and name not in known and name not in MISSING:
            found.append(Note(_shown(name), "unknown_name"))
    rate, way = fields.numbers["regularizationRate"], fields.words["regularization"]
    if way == "none" and rate and "regularizationRate" in said:
        found.append(Note("regularizationRate", "no_regularization"))
    if way != "none" and not rate:
        found.append(Note("regularization", "no_rate"))
    return found


def _shown(name: str) -> str:
    """A name that may be repeated: letters and digits of a reasonable number of them, or none."""
    return name if re.fullmatch(r"\w{1,40}", name, re.ASCII) else ""
