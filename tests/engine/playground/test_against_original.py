"""Any other link: data, weights and losses are those of the original's loops, told again.

`python -m tools.playground_links` tries thousands.
"""

from typing import Any

import numpy as np
import pytest

from tests.engine.playground.compare import EPOCHS, NUDGE, compare
from tests.engine.playground.original import FEATURES, NODE, original, random_link

pytestmark = pytest.mark.skipif(NODE is None, reason="this machine has no Node")

EACH = [
    *(f"#seed=b{k}&batchSize={k}&networkShape=3" for k in range(1, 31)),
    *(f"#seed=p{k}&percTrainData={k}&dataset=xor" for k in range(10, 91, 10)),
    *(f"#seed=f&x=false&y=false&{name}=true&dataset=gauss&noise=30" for name in FEATURES),
    "#seed=all&" + "&".join(f"{name}=true" for name in FEATURES),
    *(f"#seed=d&dataset={name}&noise=50" for name in ("circle", "xor", "gauss", "spiral")),
    *(f"#seed=r&problem=regression&regDataset=reg-{n}&noise=35" for n in ("plane", "gauss")),
    "#seed=deep&networkShape=8,7,6,5,4,3&dataset=xor",
    "#seed=none&networkShape=",
    "#seed=zero&initZero=true&regularization=L1&regularizationRate=0.01",
    "#seed=l1&regularization=L1&regularizationRate=1&networkShape=8,8",
    "#seed=l2&regularization=L2&regularizationRate=0.3",
    "#seed=wild&learningRate=10&activation=relu&problem=regression",
]


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    """What the original makes of each link, and of the same link with other roundings."""
    rng = np.random.default_rng(13)
    links = [*EACH, *(random_link(rng) for _ in range(25))]
    orders = [{"link": link, "epochs": EPOCHS} for link in links]
    told = original([*orders, *({**order, "nudge": NUDGE} for order in orders)])
    return {link: (told[k], told[k + len(links)]) for k, link in enumerate(links)}


@pytest.mark.parametrize("link", EACH)
def test_every_setting_by_itself(link: str, known: dict[str, Any]) -> None:
    assert compare(link, *known[link]).wrong == ""


def test_any_settings_together(known: dict[str, Any]) -> None:
    found = {link: compare(link, *told) for link, told in known.items() if link not in EACH}
    assert {link: c.wrong for link, c in found.items() if c.wrong} == {}
    assert sum(not c.chaotic for c in found.values()) > 0.7 * len(found)
