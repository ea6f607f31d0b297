"""What a target writes of: one iteration, as a run reached it, with its title and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.experiment.value import Experiment
from engine.program.program import Program, Step
from engine.run.iteration import Trace

MISTAKE = "with a deliberate mistake"


@dataclass(frozen=True, eq=False)
class Moment:
    """The trace of an iteration, what people call it, and texts by key where a target speaks."""

    trace: Trace
    title: str
    words: Mapping[str, str]

    @property
    def experiment(self) -> Experiment:
        """All that decides the run."""
        return self.trace.experiment

    @property
    def program(self) -> Program:
        """Its steps and tensors."""
        return self.trace.program

    @property
    def iteration(self) -> int:
        """Counted from 0."""
        return self.trace.iteration

    @property
    def number(self) -> int:
        """What people call the iteration, counted from 1 as on the page."""
        return self.iteration + 1

    @cached_property
    def heading(self) -> str:
        """One line of English that says what it is, for the first line of a script."""
        said = f"{self.title or 'A network'}, from iteration {self.number} on"
        return f"{said}, {MISTAKE}: {', '.join(self.experiment.bugs)}" if self.bugs else said

    @property
    def bugs(self) -> tuple[str, ...]:
        """The deliberate mistakes in it."""
        return self.experiment.bugs

    @property
    def mistakes(self) -> str:
        """Their names in the language."""
        return ", ".join(self.words.get(f"bug.{bug}.name", bug) for bug in self.bugs)

    def steps(self, *phases: str) -> list[Step]:
        """The steps of these phases, in order."""
        return [s for s in self.program.steps if s.phase in phases]

    @cached_property
    def aside(self) -> list[str]:
        """What the forward pass writes and the update reads, as the statistics of a batch norm."""
        made = {s.writes for s in self.steps("forward")}
        read = [n for s in self.steps("update") for n in s.reads.values() if n in made]
        tensors = self.program.tensors
        return [n for n in dict.fromkeys(read) if tensors[n].role_kind == "statistic"]

    @cached_property
    def trained(self) -> list[str]:
        """The parameters that an optimizer moves."""
        return [n for n in self.program.parameters if n not in self.experiment.frozen]

    def text(self, key: str, **values: object) -> str:
        """Words of the language, with their places filled."""
        said = self.words[f"export.file.{key}"]
        for name, value in values.items():
            said = said.replace(f"{{{name}}}", str(value))
        return said
