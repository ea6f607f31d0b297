"""The symbol of a cell as the page writes it: in LaTeX, and in characters."""

import math
import re
from functools import lru_cache

from engine.explain.wired_cells import Cell
from engine.program.program import Program, Tensor

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MARKS = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304"}
LETTERS = {
    "varphi": "φ", "beta": "β", "gamma": "γ", "sigma": "σ", "rho": "ρ", "mu": "μ", "nu": "ν",
    "delta": "δ", "eta": "η", "partial": "∂", "tanh": "tanh", "big|": "|",
}  # fmt: skip


class Symbols:
    """Symbols of a program's cells."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.chain = all(math.prod(t.cells) == 1 for t in program.tensors.values())
        """Whether every layer has one neuron: then one index, the layer, says it all."""

    def cell(self, tensor: str, cell: Cell) -> str:
        """LaTeX of a cell; where a batch has several examples, [n] says which one."""
        t = self.program.tensors[tensor]
        return t.symbol.replace("@", self._index(t, cell))

    def whole(self, tensor: str) -> str:
        """LaTeX of a whole tensor."""
        t = self.program.tensors[tensor]
        if self.chain:
            return t.symbol.replace("@", f"_{{{t.layer}}}" if t.layer else "")
        return t.matrix.replace("@", f"^{{({t.layer})}}" if t.layer else "")

    def text(self, tensor: str, cell: Cell) -> str:
        """The symbol of a cell in characters."""
        t = self.program.tensors[tensor]
        return plain(t.symbol).replace("@", plain(self._index(t, cell)))

    def _index(self, t: Tensor, cell: Cell) -> str:
        example = f"[{cell[0] + 1}]" if t.batched and self.program.batch > 1 else ""
        if self.chain:
            layer = f"_{{{t.layer}}}" if t.layer else ""
            return (f"^{{{example}}}" if example else "") + layer
        above = (f"({t.layer})" if t.layer else "") + example
        indices = self._indices(t, cell)
        return (f"^{{{above}}}" if above else "") + (f"_{{{indices}}}" if indices else "")

    def _indices(self, t: Tensor, cell: Cell) -> str:
        place = [c + 1 for c in (cell[1:] if t.batched else cell)]
        if math.prod(t.cells) == 1 and not t.cells:
            place = []
        op = self.program.ops[t.op] if t.op is not None else None
        if (
            op is not None
            and op.wiring == "part"
            and place
            and t.role.removeprefix("d_") == op.output
        ):
            place[0] += getattr(op, "start", 0)
        return ("," if any(i > 9 for i in place) else "").join(map(str, place))


@lru_cache(maxsize=4096)
def plain(tex: str) -> str:
    """LaTeX of a symbol as characters: ∂E/∂w⁽²⁾₁₁."""
    text = re.sub(r"\\frac\{\\partial E\}\{\\partial (.*?)\}(?=$|\\big)", r"∂E/∂\1", tex)
    text = re.sub(r"\\(?:mathrm|boldsymbol|mathbf)\{([^}]*)\}", r"\1", text)
    text = re.sub(r"\{(\\(?:bar\{)?\\?\w+\}?)\^\{?2\}?\}", r"\1²", text)
    text = re.sub(r"\\(hat|tilde|bar)\{(\\?\w+)\}", lambda m: m[2] + MARKS[m[1]], text)
    text = re.sub(r"\^\{(?:\((\d+)\))?(\[\d+\])?\}", _above, text)
    text = re.sub(r"_\{([^}]*)\}", lambda m: m[1].translate(SUBSCRIPTS), text)
    for name, letter in LETTERS.items():
        text = text.replace(f"\\{name}", letter)
    return text.replace("'", "′")


def _above(found: re.Match[str]) -> str:
    layer = f"⁽{found[1].translate(SUPERSCRIPTS)}⁾" if found[1] else ""
    return layer + (found[2] or "")
