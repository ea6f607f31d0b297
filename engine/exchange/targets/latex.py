"""The whole derivation as a LaTeX document: every step, every cell, with symbols and numbers."""

import re

import numpy as np

from engine.exchange.derivation import Derivation, significant
from engine.exchange.moment import Moment
from engine.exchange.target import Target
from engine.pausing import Pausing

_ACCENT = re.compile(r"\{(?=\\(?:bar|hat|tilde)\{)")
"""TeX takes the braces off a group that holds one accent: what follows would be a second power."""

WHOLE = 3_000
"""Numbers of an iteration that are all written; of more each step shows FEW cells, and says so."""

FEW = 4
PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath}
\usepackage[margin=2cm]{geometry}
"""
KOREAN = "\\usepackage{kotex}\n"
SETTING = r"""\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\raggedright
\begin{document}
"""


class Latex(Target):
    """For pdflatex with amsmath; formulas stand in lines, which TeX breaks where they are long."""

    id = "latex"
    media_type = "application/x-tex"
    ending = "tex"
    speaks = True

    def writing(self, moment: Moment) -> Pausing[str | bytes]:
        texts = [
            moment.title,
            *(v for k, v in moment.words.items() if k.startswith("export.file.")),
        ]
        korean = any("가" <= letter <= "힣" for text in texts for letter in text)
        lines = [PREAMBLE + KOREAN * korean + SETTING]
        lines.append(rf"\section*{{{escaped(moment.title or moment.text('network'))}}}")
        lines.append(escaped(moment.text("iteration", number=moment.number)))
        if moment.bugs:
            bugs = escaped(moment.mistakes)
            lines.append(rf"\textbf{{{escaped(moment.text('mistake'))}}}: {bugs}")
        most = None if moment.program.size <= WHOLE else FEW
        if most:
            lines.append(escaped(moment.text("latex.few", count=FEW)))
        lines += yield from _body(moment, most)
        text = "\n\n".join([*lines, r"\end{document}", ""])
        return _ACCENT.sub("{{}", text)


def _body(moment: Moment, most: int | None) -> Pausing[list[str]]:
    derivation, phase, lines = Derivation(moment), "", list[str]()

    def number(value: float) -> str:
        return comma(significant(value), moment)

    lines.append(rf"\subsection*{{{escaped(moment.text('given'))}}}")
    for name, t in moment.program.tensors.items():
        if name not in moment.program.writer:
            for k, cell in enumerate(np.ndindex(t.shape)):
                if most is not None and k >= most:
                    break
                symbol, begin = derivation.symbols.cell(name, cell), moment.trace[name][cell]
                lines.append(rf"${symbol} = {number(float(begin))}$")
                yield
    for step in moment.program.steps:
        if step.phase != phase:
            phase = step.phase
            lines.append(rf"\subsection*{{{escaped(moment.words[f'phase.{phase}'])}}}")
        mark = rf" \quad \text{{({escaped(moment.mistakes)})}}" if step.bugs else ""
        lines.append(rf"$\displaystyle {derivation.whole(step)}{mark}$")
        for cell in derivation.cells(step, most):
            symbol = derivation.symbols.cell(step.writes, cell)
            value = number(float(moment.trace[step.writes][cell]))
            right = derivation.symbolic(step, cell)
            filled = derivation.numeric(step, cell, number)
            lines.append(rf"\quad$\displaystyle {symbol} = {right} = {filled} = {value}$")
            yield
    return lines


def comma(text: str, moment: Moment) -> str:
    """A number with the decimal sign of the language, as TeX sets it."""
    sign = moment.words.get("export.file.decimal", ".")
    return text.replace(".", "{,}") if sign == "," else text


def escaped(text: str) -> str:
    """A text as TeX sets it; what its fonts lack is left out."""
    known = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
             "–": "--", "—": "---", "’": "'", "·": r"$\cdot$", "−": r"$-$"}  # fmt: skip
    text = "".join(known.get(c, "\\" + c if c in "&%$#_{}" else c) for c in text)
    return "".join(c for c in text if c < "\u0250" or "가" <= c <= "힣")
