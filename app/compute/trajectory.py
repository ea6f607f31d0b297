"""What runs have passed: those that go the same way, as a class that plays one link, share it.

The numbers of a run follow from its experiment and its values alone, to the last bit, so whoever
comes to the same values has the same next frame, and the same way to it.
"""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from app.compute.run_plan import Plan
from app.lru_cache import ByteLRU
from engine.run.evaluation import Score

ROOM = 4 * 1024 * 1024
"""Bytes of all that is kept: they come and go too fast to be in one room with what took longer."""
SMALL = 4096
"""Numbers of parameters and state of a run that is kept: to keep more takes as long as to train."""


@dataclass(slots=True)
class Passage:
    """What a frame shows, and where its run is at the next one as soon as one has been there."""

    frame: bytes
    score: Score
    iteration: int = -1
    values: np.ndarray | None = None


Passages = ByteLRU[Passage]


class Trajectory:
    """The way of one run. One whose frames the clock decides, or that is large, shares nothing."""

    def __init__(self, plan: Plan, passages: Passages) -> None:
        self.passages = passages
        self.shared = bool(plan.watch.every) and len(plan.start.values) <= SMALL
        self.identity = _identity(plan) if self.shared else b""

    def get(self, iteration: int, values: np.ndarray) -> Passage | None:
        """What another run found from here on."""
        if not self.shared:
            return None
        return self.passages.get((self.identity, iteration, values.tobytes()))

    def put(self, iteration: int, values: np.ndarray, passage: Passage) -> None:
        """Tell others what was found."""
        if self.shared:
            key = self.identity, iteration, values.tobytes()
            self.passages.put(key, passage, 2 * values.nbytes + len(passage.frame))


def _identity(plan: Plan) -> bytes:
    """What the frames of a run follow from, beside iteration and values."""
    digest = sha256(plan.experiment.text.encode())
    digest.update(repr([plan.watch.every, plan.watch.values]).encode())
    data = plan.experiment.data
    posted = () if data and plan.test is data.held_out else plan.test or ()
    for array in map(np.asarray, posted):
        digest.update(repr(array.shape).encode() + array.tobytes())
    return digest.digest()
