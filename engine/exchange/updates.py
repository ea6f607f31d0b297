"""The update of a script: a line for each parameter, by a function where rules have parts."""

import re
from collections.abc import Collection
from functools import partial
from itertools import groupby

from engine.exchange.dialect import NUMPY, Dialect
from engine.exchange.expressions import Expressions, identifier
from engine.exchange.moment import Moment
from engine.program.program import Step


class UpdateLines:
    """`lines` for the loop, `functions` that they call, and what is `assigned` behind them.

    Without `layers` the state that layers keep is left to the library."""

    def __init__(self, moment: Moment, dialect: Dialect, layers: bool = True) -> None:
        self.moment, self.program = moment, moment.program
        self.renewed = self._renewed()
        self.name = partial(_variable, self.renewed)
        self.expressions = Expressions(moment.program, dialect, self.name)
        self.functions: dict[str, list[str]] = {}
        self.lines: list[str] = []
        left = ("frozen",) if layers else ("frozen", "layer")
        moved = [s for s in moment.steps("update") if self.program.ops[s.op].family not in left]
        for _, group in groupby(moved, key=lambda s: s.op):
            steps = list(group)
            if len(steps) > 1 and not moment.bugs and steps[0].writes in self.of_parameters:
                self.lines.append(self.called(steps))
            else:
                self.lines += [self.line(s) for s in steps]

    def _renewed(self) -> set[str]:
        """What may be overwritten as soon as its new value is there."""
        if self.moment.bugs:
            return set()
        seen, found = set[str](), set[str]()
        for step in reversed(self.program.steps):
            old = step.writes.removesuffix("'")
            if old != step.writes and old not in seen:
                found.add(old)
            seen |= set(step.reads.values())
        return found

    @property
    def of_parameters(self) -> set[str]:
        """What is written for one parameter alone."""
        tensors = self.program.tensors.values()
        return {t.name for t in tensors if t.name.endswith("'") or "_" in t.name}

    def line(self, step: Step) -> str:
        """A step as a line of its own."""
        plain = self.program.ops[step.op].family == "schedule"  # of numbers, in any library
        by = Expressions(self.program, NUMPY, self.name) if plain else self.expressions
        return f"{self.name(step.writes)} = {by.of(step)}"

    def called(self, steps: list[Step]) -> str:
        """Several steps as a call of a function."""
        op = self.program.ops[steps[0].op]
        made = {s.rule.writes for s in steps}
        needed = {r: n for s in steps for r, n in s.reads.items() if r not in made}
        later = {n for s in self.program.steps for n in s.reads.values() if s.op != steps[0].op}
        given = [s for s in steps if s.writes in later or s.writes.endswith("'")]
        body = [f"    {s.rule.writes} = {self.expressions.of(s, by_role=True)}" for s in steps]
        told = set(re.findall(r"\w+", "\n".join(body)))
        needed = {r: n for r, n in needed.items() if r in told} | (
            {"N": "N"} if "N" in told else {}
        )
        if op.kind not in self.functions:
            returned = ", ".join(s.rule.writes for s in given)
            self.functions[op.kind] = [
                f"def {op.kind}({', '.join(needed)}):", *body, f"    return {returned}",
            ]  # fmt: skip
        left = ", ".join(self.name(s.writes) for s in given)
        return f"{left} = {op.kind}({', '.join(map(self.name, needed.values()))})"

    @property
    def assigned(self) -> list[str]:
        """The lines that put new values in the places of the old, all at once."""
        state = [n for n in self.program.state if f"{n}'" in self.program.writer]
        left = [n for n in (*self.moment.trained, *state) if n not in self.renewed]
        return [f"{n} = {n}_new" for n in left]


def _variable(renewed: Collection[str], tensor: str) -> str:
    """The variable of a tensor; a new value takes the place of an old one that is renewed."""
    old = tensor.removesuffix("'")
    return old if old != tensor and old in renewed else identifier(tensor)
