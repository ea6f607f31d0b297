"""What lies behind a tensor, back to what a learner has given whole: that goes on, whatever was
computed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.kept import kept
from engine.program.buggy_program import fitting
from engine.program.program import Program, Step


class Circular(Exception):
    """A step waits for itself."""


@dataclass(frozen=True, eq=False)
class Cones:
    """For a program and the tensors that were given whole."""

    program: Program
    whole: frozenset[str]
    known: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    bugs: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def of(self, name: str) -> frozenset[str]:
        """The steps between a tensor and what is given, where something may have gone wrong."""
        if name not in self.known:
            self.known[name] = frozenset(self.behind(name, {}))
        return self.known[name]

    def bugs_behind(self, name: str) -> tuple[str, ...]:
        """The bugs that put in one of these steps."""
        if name not in self.bugs:
            steps = self.of(name)
            put_in = fitting(self.program).items()
            self.bugs[name] = tuple(bug for bug, at in put_in if not steps.isdisjoint(at))
        return self.bugs[name]

    def behind(self, name: str, steps: Mapping[str, Step]) -> Iterator[str]:
        """The tensors that are computed for one, itself last. Raises Circular if a step waits for
        itself."""
        begun, ended = set[str](), set[str]()
        todo = [name]
        while todo:
            last = todo[-1]
            if last in begun:
                todo.pop()
                if last not in ended:
                    ended.add(last)
                    yield last
                continue
            begun.add(last)
            step = steps.get(last) or self.program.writer[last]
            for read in step.reads.values():
                if read in ended or read in self.whole or read not in self.program.writer:
                    continue
                if read in begun:
                    raise Circular
                todo.append(read)


@kept(lambda made: 400 * len(made.program.tensors))
def cones(program: Program, whole: frozenset[str]) -> Cones:
    """Those of a program, where these tensors were given whole."""
    return Cones(program, whole)
