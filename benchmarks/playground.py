"""TensorFlow Playground's links: our epochs beside those of its loops under Node, without its page.

The rival (playground.mjs) gives the original's numbers to the last bit. Both take turns; processor
time, medians.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from engine import Training, from_playground

SCRIPT = Path(__file__).with_suffix(".mjs")
ROUNDS, EPOCHS = 9, 500
LINKS = {
    "2-4-2-1, batch 10": ("#seed=0.35061", 2.0),
    "2-8-8-8-1, batch 10": ("#seed=0.35061&networkShape=8,8,8", 1.0),
    "2-8-8-8-1, batch 32": ("#seed=0.35061&networkShape=8,8,8&batchSize=32&percTrainData=64", 0.5),
}
"""With the share of the rival's time that is wanted."""


def main() -> None:
    """Print the table."""
    print("| network | engine, µs an epoch | the original's loops | ratio | wanted |")
    print("|---|---|---|---|---|")
    for name, (link, wanted) in LINKS.items():
        training = Training(from_playground(link))
        per_epoch = training.experiment.batches.per_epoch
        training.run(200 * per_epoch)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            begin = process_time()
            training.run(EPOCHS * per_epoch)
            ours.append((process_time() - begin) * 1e6 / EPOCHS)
            theirs.append(_rival(link) * 1e3 / EPOCHS)
        a, b = median(ours), median(theirs)
        print(f"| {name} | {a:.0f} | {b:.0f} | {a / b:.2f} | {wanted:.1f} |")


def _rival(link: str) -> float:
    """Milliseconds of the processor."""
    words = ["node", str(SCRIPT), "speed", link, str(EPOCHS)]
    return float(subprocess.run(words, capture_output=True, check=True, text=True).stdout)  # noqa: S603


if __name__ == "__main__":
    main()
