"""Faces cut down to the letters of the page's own words, so that a first visit is light.

What readers bring along, a name from their table, say, comes from the whole faces behind these:
`static/view/ui/hangul-font.js` loads the Korean one.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
OPENING = Path(__file__).with_name("opening.txt")
"""The syllables that a first visit in Korean shows; tests open the page and hold it to them."""
# The page writes from regular to bold.
LIGHTEST, BOLDEST = 400, 700
# Letters move together where they leave a gap; digits are all of one width where numbers change.
FEATURES = ["kern", "tnum"]

# What the page's formulas are written with, as far as a face has it.
SIGNS = "αβγδεζηθλμνξπρστφϕχψωΓΔΘΛΞΠΣΦΨΩ·×−±=≠≈≤≥<>∂∇∑∏√∞→←∈∗⊙∘⊤′…⋅⋆⋯∥∣⟨⟩\xa0"

FACE = """\
@font-face {{
  font-family: "{family}";
  font-style: {style};
  font-display: {display};
  font-weight: {weight};
  src: url({file}) format("woff2");
  unicode-range: {letters};
}}
"""


def own_letters() -> set[int]:
    """Every code point that the page itself can show: its words, its code, and all of ASCII."""
    words = (ROOT / "static" / "locales").glob("*.json")
    code = (path for part in ("core", "view") for path in (ROOT / "static" / part).rglob("*.js"))
    texts = "".join(path.read_text("utf-8") for path in (*words, *code))
    return {*map(ord, texts), *range(ord(" "), ord("~") + 1)} - {ord("\n")}


def formula_letters() -> set[int]:
    """Every code point of the page's formulas, and all of ASCII."""
    return {*map(ord, SIGNS), *range(ord(" "), ord("~") + 1)}


def in_two(letters: set[int]) -> tuple[set[int], set[int]]:
    """What the page opens with, and the syllables that it shows later on, if at all.

    A syllable has more lines than a Latin letter, and there are hundreds of them.
    """
    opening = set(map(ord, OPENING.read_text("utf-8")))
    later = {c for c in letters if "가" <= chr(c) <= "힣" and c not in opening}
    return letters - later, later


def cut(source: Path, letters: Iterable[int]) -> bytes:
    """The face of `source` with those letters alone, as WOFF2."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = FEATURES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": (LIGHTEST, BOLDEST)})
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written, reorderTables=True)
    return written.getvalue()


def letters_of(source: Path) -> set[int]:
    return set(TTFont(source).getBestCmap())


def rule(
    family: str,
    file: str,
    letters: Iterable[int],
    style: str = "normal",
    weight: str = f"{LIGHTEST} {BOLDEST}",
    display: str = "swap",
) -> str:
    """The `@font-face` of a cut face."""
    listed = ", ".join(ranges(letters))
    return FACE.format(
        family=family, style=style, weight=weight, display=display, file=file, letters=listed
    )


def ranges(letters: Iterable[int]) -> Iterator[str]:
    """Code points as a sheet lists them, neighbours together."""
    for _, group in groupby(enumerate(sorted(letters)), lambda pair: pair[1] - pair[0]):
        run = [letter for _, letter in group]
        yield f"U+{run[0]:04X}" + (f"-{run[-1]:04X}" if len(run) > 1 else "")
