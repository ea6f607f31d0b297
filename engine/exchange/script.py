"""What the scripts have in common: the numbers to begin with, the batches, and what they print."""

import re

from engine.exchange.helpers import helpers
from engine.exchange.literals import literal
from engine.exchange.moment import Moment
from engine.random.seed import entropy

LONG = 2_000
"""Characters of a line that is no code any more, but numbers."""

ROUNDS = 10
"""Iterations that a script trains."""


def loop(begin: int) -> str:
    """The line that counts iterations on from `begin`, from 0 as Python does, and says so."""
    counted = f"{begin}, {begin} + ROUNDS" if begin else "ROUNDS"
    return f"for iteration in range({counted}):  # counted from 0, printed from 1"


class Script:
    """The pieces of a script about a moment."""

    def __init__(self, moment: Moment) -> None:
        self.moment, self.plan = moment, moment.experiment.batches
        self.program = moment.program

    @property
    def whole(self) -> bool:
        """Whether every batch is all examples in the order in which they are given."""
        return self.plan.size == self.plan.count

    def examples(self) -> list[str]:
        """The examples, and the learning rate."""
        experiment = self.moment.experiment
        rate = "eta0" if experiment.schedule else "eta"
        return [
            f"X = {literal(experiment.inputs)}",
            f"Y = {literal(experiment.targets)}",
            f"{rate} = {experiment.learning_rate!r}",
            f"ROUNDS = {ROUNDS}",
        ]

    def begin(self, *names: str) -> list[str]:
        """Values that the iteration begins with."""
        return [f"{name} = {literal(self.moment.trace[name])}" for name in names]

    def rows(self) -> list[str]:
        """A function that tells the examples of an iteration."""
        plan = self.plan
        if self.whole:
            return []
        drawn = f"np.random.default_rng([{entropy(plan.seed)}, epoch]).permutation({plan.count})"
        order = drawn if plan.shuffled else f"np.arange({plan.count})"
        lines = [
            "def order(epoch):",
            f"    return {order}",
            "",
            "",
            "def rows(iteration):",
            '    """Which examples are in the batch."""',
            f"    epoch, position = divmod(iteration, {plan.per_epoch})",
            f"    own = order(epoch)[position * {plan.size}:(position + 1) * {plan.size}]",
        ]
        if plan.joins:
            lines += [
                "    if position == 0 and epoch > 0:  # those that were left wait for this batch",
                f"        return np.concatenate([order(epoch - 1)[-{plan.rest}:], own])",
            ]
        return [*lines, "    return own"]

    def batch(self, body: str) -> list[str]:
        """The lines of the loop that make its batch, and what `body` names beside it."""
        lines = ["a0, y = X, Y"]
        if not self.whole:
            lines = ["batch = rows(iteration)", "a0, y = X[batch], Y[batch]"]
        if re.search(r"\bN\b", body):
            lines.append("N = len(a0)")
        if re.search(r"\bk\b", body):
            lines.append("k = iteration + 1")
        for t in self.program.noise:
            shape = ", ".join(["len(a0)", *map(str, t.cells)])
            lines.append(f"{t.name} = noise(iteration, {t.op}, ({shape}))")
        return lines

    def put_together(self, imports: list[str], own: list[list[str]], *parts: list[str]) -> str:
        """The whole script: imports, the functions that it calls and its own, then the parts."""
        body = "\n\n".join("\n".join(part) for part in parts if part)
        made = ["\n".join(lines) for lines in (self.rows(), *own) if lines]
        bare = "\n".join(
            line[:LONG] for part in parts for line in part
        )  # of numbers, the beginning
        called = helpers("\n".join([*made, bare]), seed=entropy(self.moment.experiment.seed))
        functions = [*called, *made]
        text = "\n".join([*functions, bare])
        needs = [f"import {n}" for n in ("base64", "math") if re.search(rf"\b{n}\.", text)]
        heads = [needs, imports] if needs else [imports]
        top = "\n\n".join("\n".join(lines) for lines in heads)
        opening = f'"""{self.moment.heading}. Made by Backprop Lab."""\n\n{top}'
        if not functions:
            return f"{opening}\n\n{body}\n"
        return "\n\n\n".join([opening, *functions, body]) + "\n"


def indented(lines: list[str], by: int = 1) -> list[str]:
    """The lines within a block."""
    return [("    " * by + line) if line else line for line in lines]
