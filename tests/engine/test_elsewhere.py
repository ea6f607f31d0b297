"""On another processor the ways are one, too; its last digits may be others."""

import numpy as np

from engine import Checkpoint, Training
from tests.engine.elsewhere import OTHER, run
from tests.engine.ways import spirals

WAYS = """
import numpy as np
from tests.engine.ways import drawn, same_bytes, spirals
same_bytes(spirals(), 300, np.random.default_rng(1))
for number in range(6):
    same_bytes(drawn(number), 30, np.random.default_rng(number))
"""
VALUES = """
from engine import Training
from tests.engine.ways import spirals
training = Training(spirals())
training.run({iterations})
print(training.checkpoint.to_text())
"""


def test_there_all_ways_have_the_same_bytes_too():
    run(WAYS, **OTHER)


def test_for_some_hundred_iterations_its_weights_are_ours():
    here = Training(spirals())
    here.run(200)
    there = Checkpoint.from_text(run(VALUES.format(iterations=200), **OTHER).strip())
    largest = np.abs(here.checkpoint.values).max()
    assert np.abs(there.values - here.checkpoint.values).max() <= 1e-9 * largest
