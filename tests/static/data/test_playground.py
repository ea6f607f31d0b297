"""Which texts are links of TensorFlow Playground, and which are this page's own."""

import pytest

from tests.static.pure import Core, ask

THEIRS = "https://playground.tensorflow.org/#dataset=xor&seed=1"
OWN = "http://lab.school/#experiment=abc&t=3"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (THEIRS, THEIRS),
        (f"  {THEIRS}\n more", THEIRS),
        ("playground.tensorflow.org", "playground.tensorflow.org"),
        ("http://lab.school/#networkShape=4,2", "http://lab.school/#networkShape=4,2"),
        ("#activation=relu", "#activation=relu"),
        (OWN, ""),
        ("http://lab.school/#example=mazur&noise=1", ""),
        ("https://playground.tensorflow.org.evil.example/", ""),
        ("https://example.com/#chapter=2", ""),
        ("activation", ""),
        ("", ""),
    ],
)
def test_the_link_in_a_text(core: Core, text: str, link: str) -> None:
    assert ask(core, "data/playground", "playground.playgroundLink(text)", text=text) == link


def test_a_link_of_this_page_leads_to_its_own_fragment(core: Core) -> None:
    code = "[own, theirs, 'x'].map(playground.ownFragment)"
    found = ask(core, "data/playground", code, own=OWN, theirs=THEIRS)
    assert found == ["experiment=abc&t=3", "", ""]
