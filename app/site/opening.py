"""The words that the page opens with: a part of the catalogue, for the whole is longer by far."""

import json
from collections.abc import Mapping

_CHAPTERS = (
    "about ask break bug build chain chart check compare confusion convention curve data edit "
    "errata examples export finding help hide inspector keys legend lens lesson list luck maps "
    "matrices nudge option output own playground predict proof published pull question reason "
    "remark remedy route setting share slice spot stack surface table term trail try why"
)
_STEPS = (
    "adagrad adam adamw add avg_pool batch_norm clip_norm clip_value concat conv2d decoupled "
    "dropout dropout2d features flatten frozen gather l1 l1_stop l2 layer_norm lion max_pool "
    "momentum nadam nesterov rmsprop softmax some"
)
_ASKED = (
    "break.title build.none check.title help.title hide.unknown lesson.course "
    "lesson.course.short lesson.learn maps.caption maps.scale output.class playground.drawn "
    "playground.open playground.open.what"
)
_CURVE = "train.empty train.place train.scrub train.test"
"""What the loss curve says, which comes later."""
LATER = (
    *(f"{name}." for name in _CHAPTERS.split()),
    *(f"step.{name}." for name in _STEPS.split()),
    *_CURVE.split(),
    "problem.at.",
)
"""Beginnings of keys that what comes later asks for (static/view/rest.js)."""
AT_ONCE = frozenset(_ASKED.split())
"""Keys with such a beginning that the page as it opens asks for too."""


def words(files: Mapping[str, str], name: str) -> str:
    """The catalogue in the file `name` without what comes later, as compact JSON."""
    catalogue: dict[str, str] = json.loads(files[name])
    first = {
        key: text for key, text in catalogue.items() if key in AT_ONCE or not key.startswith(LATER)
    }
    return json.dumps(first, ensure_ascii=False, separators=(",", ":"))
