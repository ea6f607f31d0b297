"""Questions for Moodle in GIFT: a cell of each step, from the numbers that it is computed from."""

from engine.exchange.derivation import Derivation, significant
from engine.exchange.moment import Moment
from engine.exchange.target import Target
from engine.explain.wired_cells import Cell
from engine.pausing import Pausing
from engine.program.program import Step

QUESTIONS = 60
"""Most questions."""

NUMBERS = 16
"""Most numbers that one may be computed from."""

SHARE = 0.005
"""An answer is right within half a percent: three significant digits, with what was rounded."""

LEAST, MOST = 1e-6, 1e6
"""Sizes of answers that can be typed without an exponent."""

SPECIAL = "~=#{}:"


class Gift(Target):
    """Numerical questions. Every backslash is doubled first, then GIFT's own signs are escaped."""

    id = "gift"
    media_type = "text/plain"
    ending = "gift"
    speaks = True

    def writing(self, moment: Moment) -> Pausing[str | bytes]:
        derivation, blocks = Derivation(moment), list[str]()
        for step in moment.program.steps:
            for cell in derivation.cells(step, 8):
                yield
                value = float(moment.trace[step.writes][cell])
                if not LEAST <= abs(value) <= MOST:
                    continue
                given = derivation.reads(step, cell)
                if 0 < len(given) <= NUMBERS:
                    blocks.append(_question(moment, derivation, step, cell))
                    break
            if len(blocks) == QUESTIONS:
                break
        return "\n\n".join(blocks) + "\n"


def _question(moment: Moment, derivation: Derivation, step: Step, cell: Cell) -> str:
    symbols, value = derivation.symbols, float(moment.trace[step.writes][cell])
    symbol = symbols.cell(step.writes, cell)
    right = derivation.symbolic(step, cell)
    given = [
        rf"\({symbols.cell(name, at)} = {significant(number)}\)"
        for (name, at), number in derivation.reads(step, cell).items()
    ]
    asked = moment.text("gift.question", given=", ".join(given), formula=rf"\({symbol} = {right}\)",
                        symbol=rf"\({symbol}\)")  # fmt: skip
    if step.bugs:
        asked += f" ({moment.text('mistake')})"
    phase = moment.words[f"phase.{step.phase}"]
    title = f"{moment.title or moment.text('network')}, {phase} {step.index + 1}"
    filled = derivation.numeric(step, cell, significant)
    feedback = rf"\({symbol} = {filled} = {significant(value)}\)"
    within = significant(abs(value) * SHARE, 2)
    answer = f"{{#\n\t={significant(value, 9)}:{within}#{escaped(feedback)}\n}}"
    return f"::{escaped(title)}::[html]{escaped(asked)} {answer}"


def escaped(text: str) -> str:
    """A text in a question: backslashes doubled, the signs of GIFT escaped, on one line."""
    text = " ".join(text.split()).replace("\\", "\\\\").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in SPECIAL else c for c in text)
