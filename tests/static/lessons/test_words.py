"""The words of lessons, with numbers put into them."""

import pytest

from tests.static.pure import Core, ask


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{x}[이에요|예요]",
            {"0.3": "0.3이에요", "−4": "−4예요", "2.5 × 10⁻⁵": "2.5 × 10⁻⁵이에요"},
        ),
        ("{x}[을|를]", {"7": "7을", "0.2": "0.2를"}),
        ("{x}[으로|로]", {"1": "1로", "3": "3으로", "8": "8로", "5": "5로"}),
        ("**{x}**[이|가]", {"6": "**6**이", "9": "**9**가"}),
    ],
)
def test_korean_endings_follow_the_number(core: Core, text: str, said: dict[str, str]) -> None:
    for value, expected in said.items():
        assert (
            ask(core, "lessons/words", "words.withNumbers(text, { x })", text=text, x=value)
            == expected
        )
