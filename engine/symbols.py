"""LaTeX symbols made from other symbols; @ stands where the indices go."""

import re

_GREEK = re.compile(r"\\(?:alpha|beta|gamma|mu|sigma|rho)\b")


def primed(symbol: str) -> str:
    """The symbol with a prime behind its letter: w@ → w'@, m[w@] → m'[w@]."""
    if "[" in symbol:
        return symbol.replace("[", "'[", 1)
    return symbol.replace("@", "'@", 1)


def bold(symbol: str) -> str:
    """LaTeX of a whole tensor: its letter in bold, a Greek one in the bold that it has."""
    letter = symbol.removesuffix("@")
    font = "boldsymbol" if _GREEK.search(letter) else "mathbf"
    return rf"\{font}{{{letter}}}@"
