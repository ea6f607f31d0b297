"""A damaged link becomes what the original would read in it, or a clear refusal; never another.

`python -m tools.playground_links --mutated` reads 2,000 of them.
"""

import numpy as np
import pytest

from engine.playground import BadLink, from_playground, open_link
from tests.engine.playground.mutated import mistake, mutated_links
from tests.engine.playground.original import NODE, original


@pytest.mark.skipif(NODE is None, reason="this machine has no Node")
def test_a_sample_of_them() -> None:
    links = mutated_links(np.random.default_rng(5), 150)
    told = original(links, "read")
    found = {link: mistake(link, t) for link, t in zip(links, told, strict=True)}
    assert {link: why for link, why in found.items() if why} == {}


@pytest.mark.parametrize(
    ("link", "field", "nearest"),
    [
        ("", "", None),
        ("https://example.com", "", None),
        ("#networkShape", "networkShape", None),
        ("#networkShape=4,0", "networkShape", 1),
        ("#networkShape=300", "networkShape", 256),
        ("#networkShape=4.6", "networkShape", 5),
        ("#networkShape=a", "networkShape", None),
        ("#networkShape=" + ",".join("1" * 11), "networkShape", 10),
        ("#batchSize=0", "batchSize", 1),
        ("#batchSize=2.5", "batchSize", 2),
        ("#batchSize=300", "batchSize", 250),
        ("#batchSize=ten", "batchSize", None),
        ("#percTrainData=0", "percTrainData", 1),
        ("#percTrainData=120", "percTrainData", 100),
        ("#noise=-5", "noise", 0),
        ("#noise=95", "noise", 80),
        ("#learningRate=-1", "learningRate", 0),
        ("#learningRate=Infinity", "learningRate", None),
        ("#regularization=L2&regularizationRate=50", "regularizationRate", 10),
        ("#x=false&y=false", "x", "x"),
        ("#seed=" + "1" * 81, "seed", None),
        ("#seed=1&x=" + "1" * 5000, "", None),
    ],
)
def test_what_names_no_network_is_refused_with_the_place(
    link: str, field: str, nearest: object
) -> None:
    with pytest.raises(BadLink) as caught:
        from_playground(link)
    assert caught.value.field == field
    assert caught.value.nearest == nearest or (nearest is None and field == "seed")
    assert caught.value.why


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("https://playground.tensorflow.org", [4, 2, 1]),
        ("http://PLAYGROUND.tensorflow.org/?a=b", [4, 2, 1]),
        ("https://elsewhere.example/path#networkShape=3", [3, 1]),
        ("networkShape=3", [3, 1]),
        ("#", [4, 2, 1]),
        ("  #networkShape=  ", [1]),
        ("#networkShape=5=7", [5, 1]),
        ("#networkshape=5", [4, 2, 1]),
        ("#networkShape=0x5", [5, 1]),
        ("#networkShape=5&networkShape=6", [6, 1]),
    ],
)
def test_what_a_text_is_read_as(text: str, units: list[int]) -> None:
    e = open_link(text).experiment
    assert [layer.op.units for layer in e.layers] == units
