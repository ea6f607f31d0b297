"""The sheets of the faces that the page writes with: KaTeX, Inter and Pretendard, cut and whole."""

import re
from pathlib import Path

from tools.faces import cut, formula_letters, in_two, letters_of, own_letters, ranges, rule
from tools.vendored import VENDOR, copy, write

# The faces that nearly every formula is written in.
CUT_KATEX = ("Main-Regular", "Math-Italic", "Size1-Regular")
INTER_SUBSETS = ("latin", "latin-ext", "greek")


def katex(modules: Path) -> None:
    """All faces of formulas, of which the usual ones are cut to the signs of the page."""
    css = (modules / "katex/dist/katex.min.css").read_text("utf-8")
    css = re.sub(r',url\([^)]*\) format\("(?:woff|truetype)"\)', "", css)
    copy(modules / "katex/dist", "fonts/*.woff2", "katex")
    for name in CUT_KATEX:
        family, _, style = name.partition("-")
        whole = modules / f"katex/dist/fonts/KaTeX_{name}.woff2"
        # The whole face is for what is left. Without its letters listed it would be fetched for
        # the space of no width too, which no face has.
        rest = ", ".join(ranges(letters_of(whole) - formula_letters()))
        named = f'url(fonts/{whole.name}) format("woff2")'
        css = css.replace(named, f"{named};unicode-range:{rest}")
        css += page_face(
            whole,
            f"KaTeX_{family}",
            f"katex/page-{family.lower()}.woff2",
            formula_letters(),
            style="italic" if style == "Italic" else "normal",
            weight="400",
            display="block",
        )
    write("katex/katex.css", css)


def inter(modules: Path) -> None:
    """The weight axis, upright, in the subsets that English and formulas need."""
    package = modules / "@fontsource-variable/inter"
    blocks = (package / "wght.css").read_text("utf-8").split("/* inter-")[1:]
    faces = {block.partition("-wght-normal */")[0]: block.partition("*/")[2] for block in blocks}
    css = "".join(faces[subset] for subset in INTER_SUBSETS)
    left = own_letters()
    for subset in INTER_SUBSETS:
        copy(package / "files", f"inter-{subset}-wght-normal.woff2", "inter")
        whole = package / "files" / f"inter-{subset}-wght-normal.woff2"
        css += page_face(whole, "Page Latin", f"inter/page-{subset}.woff2", left)
        left -= letters_of(whole)
    write("inter/inter.css", css.replace("./files/", "").strip() + "\n")


def pretendard(modules: Path) -> None:
    """The page's own letters, in two parts, and for all others the pieces of the whole face.

    The pieces have a sheet of their own, which is loaded when a reader brings Korean words along:
    it is longer than all sheets of the page. A cut face is not called Pretendard, since that is
    reserved for the face as its maker gives it.
    """
    package = modules / "pretendard/dist/web/variable"
    pieces = (package / "pretendardvariable-dynamic-subset.css").read_text("utf-8")
    copy(package / "woff2-dynamic-subset", "*.woff2", "pretendard")
    write("pretendard/whole.css", pieces.replace("./woff2-dynamic-subset/", ""))
    whole = package / "woff2" / "PretendardVariable.woff2"
    own = zip(("opening", "later"), in_two(own_letters()), strict=True)
    rules = [page_face(whole, "Page Hangul", f"pretendard/page-{n}.woff2", part) for n, part in own]
    write("pretendard/pretendard.css", "".join(rules))


def page_face(whole: Path, family: str, file: str, letters: set[int], **more: str) -> str:
    """Write what `whole` has of `letters` to a file of its own; return the rule that names it."""
    own = letters & letters_of(whole)
    target = VENDOR / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(cut(whole, own))
    return rule(family, target.name, own, **more)


SHEETS = (katex, inter, pretendard)
