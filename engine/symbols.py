"""LaTeX symbols made from other symbols; @ stands where the indices go."""


def primed(symbol: str) -> str:
    """The symbol with a prime behind its letter: w@ → w'@, m[w@] → m'[w@]."""
    if "[" in symbol:
        return symbol.replace("[", "'[", 1)
    return symbol.replace("@", "'@", 1)


def bold(symbol: str) -> str:
    """LaTeX of a whole tensor: its letter in bold."""
    return rf"\mathbf{{{symbol.removesuffix('@')}}}@"
