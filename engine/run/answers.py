"""What a network answers: its forward pass and loss alone, with parameters that come and go."""

from collections.abc import Generator
from dataclasses import replace

import numpy as np

from engine.counted import counted
from engine.experiment.value import Experiment
from engine.fast.executable import executable
from engine.kept import beside, kept
from engine.op import Array
from engine.pausing import Pausing
from engine.program.layer import Layer
from engine.program.network import Network
from engine.program.program import Program
from engine.validation.validate import InvalidExperiment


class Answers:
    """The forward pass and the loss of a program; `answers["a1"]` is what it answers now.

    The calls are those of a trace, so an answer has its bytes. What only training does, such as
    dropout, is left out of a `used_program`.
    """

    def __init__(self, program: Program) -> None:
        self.program, self.now = program, executable(program)
        self.now.trace_rules()
        self.now.wanted[0][...] = 0.0
        self.placed: tuple[Array, Array | None, int] | None = None
        """Whose inputs and targets are in their places, from which example on."""

    def __getitem__(self, name: str) -> Array:
        """Read-only, and only until the next is asked."""
        if name == "E":
            return np.asarray(self.now.E * self.now.scale)
        return self.now.arrays[name] if name in self.now.arrays else self._by_rule(name)

    def ask(self, values: Array, inputs: Array, targets: Array | None = None) -> None:
        """Answer with the values of a checkpoint; without targets there is no loss.

        Shapes: values as `Checkpoint.values`, inputs (batch, …), targets (batch, outputs).
        """
        self.placed = None
        self.now.put(inputs, targets)
        self._answer(values, loss=targets is not None)

    def ask_part(self, values: Array, inputs: Array, targets: Array | None, part: slice) -> None:
        """The same for a part of more examples, which are put in their places once.

        Both arrays must be read-only: who asks again with them finds the examples there.

        `part` is of the first axis of both.
        """
        if not self._has_placed(inputs, targets, part.start):
            self.placed = None
            self.now.put(inputs[part], None if targets is None else targets[part])
            self.placed = inputs, targets, part.start
        self._answer(values, loss=targets is not None)

    def _has_placed(self, inputs: Array, targets: Array | None, start: int) -> bool:
        if self.placed is None:
            return False
        its_inputs, its_targets, at = self.placed
        return its_inputs is inputs and its_targets is targets and at == start

    @np.errstate(all="ignore")  # who asks looks whether the answer is finite
    def _answer(self, values: Array, *, loss: bool) -> None:
        self.now.load(values)
        for call in self.now.forward:
            call()
        if loss:
            for call in self.now.loss:
                call()

    def _by_rule(self, name: str) -> Array:
        """What is fused away, from what it reads."""
        step = self.program.writer[name]
        out = np.empty(self.program.tensors[name].shape)
        with np.errstate(all="ignore"):
            step.method(out, *(np.ascontiguousarray(self[n]) for n in step.reads.values()))
        return out


class Questions:
    """Inputs for a network, at most `part` examples at a time.

    Raises InvalidExperiment, at /inputs, if the network does not take them.
    """

    def __init__(self, experiment: Experiment, inputs: Array, part: int | None = None) -> None:
        has, needs = (a.shape[1:] for a in (inputs, experiment.inputs))
        if has != needs:
            words = [" × ".join(map(str, shape)) for shape in (has, needs)]
            message = f"each input has {counted(words[0], 'number')}, the network takes {words[1]}"
            raise InvalidExperiment("/inputs", message, list(needs))
        self.inputs, count = inputs, len(inputs)
        part = min(part or count, count)
        self.parts = [slice(k, min(k + part, count)) for k in range(0, count, part)]
        sizes = {s.stop - s.start for s in self.parts}
        self.answers = {size: shared(experiment, size) for size in sizes}

    def ask(
        self, values: Array, targets: Array | None = None
    ) -> Generator[tuple[slice, Answers], None, None]:
        """Each part and its answers, with the values of a checkpoint; read them before you pause.

        `targets`, one for each of the inputs, are what E is computed from.

        Values are (carried,), targets (examples, outputs).
        """
        for part in self.parts:
            now = self.answers[part.stop - part.start]
            now.ask_part(values, self.inputs, targets, part)
            yield part, now

    def whole(self, values: Array, targets: Array | None = None) -> tuple[slice, Answers] | None:
        """The same where there is one part; None where there are more.

        Values are (carried,), targets (examples, outputs).
        """
        if len(self.parts) > 1:
            return None
        part = self.parts[0]
        now = self.answers[part.stop]
        now.ask_part(values, self.inputs, targets, part)
        return part, now


def shared(experiment: Experiment, batch: int) -> Answers:
    """Answers that everyone shares who uses a network of this shape: read them before others ask.

    Many runs of like networks so keep one set of buffers, which stays in the processor's cache.
    """
    return _shared(used_program(experiment, batch))


def sharing(experiment: Experiment, count: int, part: int) -> Pausing[None]:
    """Make what `Questions` of so many inputs shares, with pauses."""
    for size in sorted({min(part, count), count % part or part}):
        program = used_program(experiment, size)
        yield
        _shared(program)
        yield


@kept(lambda made: made.program.bytes + 10 * made.program.size)
def _shared(program: Program) -> Answers:
    return Answers(program)


def used_program(experiment: Experiment, batch: int) -> Program:
    """The program of the network as it is used, for a batch."""
    layers = _used(experiment.network)
    if layers is not experiment.network.layers:
        experiment = replace(experiment, layers=layers)
    return experiment.program(batch)


@beside
def _used(network: Network) -> tuple[Layer, ...]:
    """Its layers as they are used: the tuple itself where that is no different."""
    layers = tuple(replace(layer, op=layer.op.used()) for layer in network.layers)
    return network.layers if layers == network.layers else layers


def output(program: Program) -> str:
    """Name of the tensor with the network's answer."""
    return next(s.reads[program.ops[s.op].input] for s in program.steps if s.phase == "loss")
