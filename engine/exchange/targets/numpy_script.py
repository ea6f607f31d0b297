"""A script that needs NumPy alone: every step of the page is a line of it."""

from engine.exchange.dialect import NUMPY
from engine.exchange.expressions import Expressions, NoWords, identifier
from engine.exchange.moment import Moment
from engine.exchange.script import Script, indented, loop
from engine.exchange.target import Cannot, Target
from engine.exchange.updates import UpdateLines


class NumpyScript(Target):
    """Forward pass, loss, backward pass and update, written out."""

    id = "numpy"
    media_type = "text/x-python"
    ending = "py"

    def write(self, moment: Moment) -> str:
        """Raises Cannot for a mistake that takes single terms out of a convolution."""
        functions, *parts = pieces(moment)
        return Script(moment).put_together(["import numpy as np"], functions, *parts)


def pieces(
    moment: Moment,
) -> tuple[list[list[str]], list[str], list[str], list[str]]:
    """The functions of the update, the values to begin with, the loop, and what is printed last.

    Raises Cannot where a step has no words in NumPy.
    """
    script, expressions = Script(moment), Expressions(moment.program, NUMPY)
    try:
        body, assigned, functions = _steps(moment, expressions)
    except NoWords as error:
        raise Cannot("NumPy", str(error)) from None
    begin = moment.iteration
    names = (*moment.program.parameters, *moment.program.state)
    gradients = [f'print("d_{n}", d_{n}.tolist())' for n in moment.program.parameters]
    rounds = [
        loop(begin),
        *indented(script.batch("\n".join([*body]))),
        *indented(body),
        '    print(f"iteration {iteration + 1}: loss {E}")',
        f"    if iteration == {begin}:",
        *indented(gradients, 2),
        *indented(assigned),
    ]
    last = [f'print("{n}", {n}.tolist())' for n in moment.program.parameters]
    given = script.examples() + script.begin(*names)
    return functions, given, rounds, last


def _steps(
    moment: Moment, expressions: Expressions
) -> tuple[list[str], list[str], list[list[str]]]:
    """A line for each step, those that renew the values, and the functions of the update."""
    lines = list[str]()
    if not moment.bugs:
        update = UpdateLines(moment, NUMPY)
        for phase in ("forward", "loss", "backward"):
            lines.append(f"# {phase}")
            lines += _lines(moment, expressions, phase)
        lines += ["# update", *update.lines]
        return lines, update.assigned, list(update.functions.values())
    update = UpdateLines(moment, NUMPY)
    phase = ""
    for (
        step
    ) in moment.program.steps:  # a mistake may use new weights before all gradients are there
        if moment.program.ops[step.op].family == "frozen":
            lines.append(f"{identifier(step.writes)} = {step.reads['w']}")
            continue
        if step.phase != phase:
            phase = step.phase
            lines.append(f"# {phase}")
        mark = f"  # a deliberate mistake: {', '.join(step.bugs)}" if step.bugs else ""
        lines.append(f"{identifier(step.writes)} = {expressions.of(step)}{mark}")
    return lines, update.assigned, []


def _lines(moment: Moment, expressions: Expressions, phase: str) -> list[str]:
    steps = moment.steps(phase)
    return [f"{identifier(s.writes)} = {expressions.of(s)}" for s in steps]
