"""Whether the parts of an experiment fit each other; what does not is named with its place."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np

from engine.counted import counted
from engine.families.activation import ActivationOp
from engine.families.layer import InvalidInput, LayerOp
from engine.families.loss import LossOp
from engine.op import Array, Op, Shape
from engine.ops import of_family
from engine.random.seed import LENGTH, Seed
from engine.settings import InvalidSetting


class InvalidExperiment(ValueError):
    """What is wrong with an experiment: where (a JSON pointer), the limit, the nearest fit."""

    def __init__(self, pointer: str, message: str, limit: Any = None, nearest: Any = None) -> None:
        super().__init__(f"{pointer}: {message}" if pointer else message)
        self.pointer, self.message, self.limit, self.nearest = pointer, message, limit, nearest


def is_finite(values: Array) -> bool:
    """Whether all numbers are finite; float64 of any shape.

    The sum of their squares tells in a quarter of the time, unless they are very large.
    """
    return isfinite(np.vdot(values, values)) or bool(np.isfinite(values).all())


def numbers(pointer: str, values: Any) -> Array:
    """Nested lists as a read-only float64 array of finite numbers.

    It has the shape of the lists. Raises InvalidExperiment at the pointer.
    """
    try:
        array = np.array(values)
        if array.dtype.kind in "iufO":  # neither text nor true and false
            array = array.astype(np.float64, copy=False)
    except (TypeError, ValueError, OverflowError):
        array = np.array("")
    if array.dtype != np.float64:
        raise InvalidExperiment(pointer, "rows must be numbers and equally long")
    if not is_finite(array):
        raise InvalidExperiment(pointer, "every number must be finite")
    array.flags.writeable = False
    return array


def whole(pointer: str, value: Any, low: int, high: int | None = None) -> int:
    """A whole number within bounds.

    Raises InvalidExperiment with the limits and the nearest that is allowed.
    """
    between = f"at least {low}" if high is None else f"from {low} to {high}"
    limit = low if high is None else [low, high]
    if not isinstance(value, int | np.integer) or isinstance(value, bool):
        raise InvalidExperiment(pointer, f"a whole number is needed, {between}", limit)
    nearest = max(int(value), low) if high is None else min(max(int(value), low), high)
    if value != nearest:
        raise InvalidExperiment(pointer, f"the number must be {between}", limit, nearest)
    return int(value)


def seed_of(pointer: str, value: Any) -> Seed:
    """A seed that can be used; raises InvalidExperiment for one that is none."""
    if not isinstance(value, str):
        return whole(pointer, value, 0)
    if not value or not value.isprintable():
        raise InvalidExperiment(pointer, "a text as a seed needs letters that can be seen")
    if len(value) > LENGTH:
        message = f"a text as a seed has at most {LENGTH} characters"
        raise InvalidExperiment(pointer, message, LENGTH, value[:LENGTH])
    return value


def check_data(inputs: Array, targets: Array) -> None:
    """Inputs and targets are lists of examples, equally many.

    (examples, …) each. Raises InvalidExperiment.
    """
    for pointer, array in (("/inputs", inputs), ("/targets", targets)):
        if array.ndim < 2 or not array.size:
            raise InvalidExperiment(pointer, "a list of examples is needed, each a list of numbers")
    if len(inputs) != len(targets):
        told = counted(len(inputs), "input"), counted(len(targets), "target")
        message = f"these are {told[0]} but {told[1]}; each input needs one"
        raise InvalidExperiment("/targets", message, len(inputs), len(inputs))


def check_layers(layers: Sequence[Any], loss: Op, optimizer: Op, inputs: Shape) -> Shape:
    """Every op is in its place and takes what the one before it gives; returns the last shape.

    Raises InvalidExperiment at the layer.
    """
    for pointer, op, family in (("/loss", loss, "loss"), ("/optimizer", optimizer, "optimizer")):
        if getattr(op, "family", None) != family:
            raise InvalidExperiment(pointer, f"an op of the family {family} is needed")
    if not layers:
        raise InvalidExperiment("/layers", "at least one layer is needed", limit=1)
    shapes = [inputs]
    for k, layer in enumerate(layers):
        check_layer(k, layer)
        check_sources(k, layer)
        shape = _shape(f"/layers/{k}", layer, k, shapes)
        if layer.activation is not None:
            shape = _output(f"/layers/{k}/activation", layer.activation, shape)
        shapes.append(shape)
    check_read(layers)
    if not any(layer.op.parameters for layer in layers):
        raise InvalidExperiment("/layers", "at least one layer with weights is needed", limit=1)
    return shapes[-1]


def check_layer(k: int, layer: Any) -> None:
    """It has a layer op; an activation stands behind one that gives z, and may behind others.

    Raises InvalidExperiment.
    """
    if not isinstance(layer.op, LayerOp):
        raise InvalidExperiment(f"/layers/{k}", "a layer op is needed")
    if layer.activation is not None and not isinstance(layer.activation, ActivationOp):
        raise InvalidExperiment(f"/layers/{k}/activation", "an activation is needed")


def check_places(layers: Sequence[Any]) -> None:
    """What the layers read is named by whole numbers; True equals 1, so no look-up would see.

    Raises InvalidExperiment.
    """
    for k, layer in enumerate(layers):
        for n, source in enumerate(getattr(layer, "reads", None) or ()):
            if source is not None and type(source) is not int:
                message = "the place of a layer, or null, is needed"
                raise InvalidExperiment(f"/layers/{k}/reads/{n}", message, [-1, k - 1])


def check_sources(k: int, layer: Any) -> None:
    """Layer k reads as many layers before it as it takes, each once.

    Raises InvalidExperiment with the places that are allowed.
    """
    op, sources = layer.op, layer.sources(k)
    if layer.reads is None and op.sources:
        if k == 0:
            raise InvalidExperiment("/layers/0", f"{op.kind} needs a layer before it to go past")
        for source in op.sources:
            if source > k - 2:
                message = f"the source must lie before the layer just before: from -1 to {k - 2}"
                raise InvalidExperiment(f"/layers/{k}/source", message, [-1, k - 2], k - 2)
        return
    pointer = f"/layers/{k}/reads"
    if layer.reads is not None and op.sources:
        raise InvalidExperiment(f"/layers/{k}/source", "give either source or reads")
    if op.many and len(sources) < 2:
        message = f"{op.kind} brings at least two layers together: name them in reads"
        raise InvalidExperiment(pointer, message, limit=2)
    if not op.many and len(sources) != 1:
        raise InvalidExperiment(pointer, f"{op.kind} reads one layer", limit=1)
    for n, source in enumerate(sources):
        place = f"{pointer}/{n}" if layer.reads else pointer
        if not -1 <= source < k:
            message = f"a layer reads what is before it: from -1, the input, to {k - 1}"
            held = min(max(source, -1), k - 1)
            raise InvalidExperiment(place, message, [-1, k - 1], held)
        if source in sources[:n]:
            raise InvalidExperiment(place, "a layer reads another once at most")


def check_read(layers: Sequence[Any]) -> None:
    """Every layer but the last is read by one behind it. Raises InvalidExperiment."""
    read = {source for k, layer in enumerate(layers) for source in layer.sources(k)}
    for k in range(len(layers) - 1):
        if k not in read:
            message = "no layer behind this one reads it, so nothing could be learned here"
            raise InvalidExperiment(f"/layers/{k}", message)


def check_loss(layers: Sequence[Any], loss: LossOp, targets: Array, outputs: Shape) -> None:
    """The loss can take what the last layer gives, and the targets have that shape."""
    check_outputs(layers, loss)
    check_targets(loss, targets, outputs)


def check_outputs(layers: Sequence[Any], loss: LossOp) -> None:
    """The loss can take what the last layer gives. Raises InvalidExperiment."""
    activation = layers[-1].activation
    (low, high), (least, most) = getattr(activation, "range", (-np.inf, np.inf)), loss.domain
    if low < least or high > most:
        raise InvalidExperiment(
            f"/layers/{len(layers) - 1}" + ("/activation" if activation else ""),
            f"{loss.kind} needs outputs between {least:g} and {most:g}, as sigmoid or softmax give",
            limit=[least, most],
            nearest=loss.suited,
        )


def check_targets(loss: LossOp, targets: Array, outputs: Shape) -> None:
    """The loss can take the targets, which have the shape of the outputs.

    Targets are (examples, …), outputs the shape of one. Raises InvalidExperiment.
    """
    least, most = loss.target_range()
    if targets.shape[1:] != outputs:
        has, needs = (" × ".join(map(str, s)) for s in (targets.shape[1:], outputs))
        message = f"each target has {counted(has, 'number')}, the last layer {needs}"
        raise InvalidExperiment("/targets", message, list(outputs))
    if (least, most) == (-np.inf, np.inf):
        return
    outside = np.argwhere((targets < least) | (targets > most))
    if len(outside):
        raise InvalidExperiment(
            "/targets/" + "/".join(map(str, outside[0])),
            f"{loss.kind} needs targets between {least:g} and {most:g}",
            limit=[least, most],
            nearest=float(np.clip(targets[tuple(outside[0])], least, most)),
        )


def check_ops(given: Mapping[str, Op | None], bias: Op) -> None:
    """Ops that may be left out are of their family; one for biases needs no fans.

    Raises InvalidExperiment.
    """
    for name, op in given.items():
        family = "initial" if name.startswith("initial") else name
        missing = op is None and family != "initial"
        if not missing and getattr(op, "family", None) != family:
            raise InvalidExperiment(f"/{name}", f"an op of the family {family} is needed")
    if getattr(bias, "for_weights", True):
        fit = [k for k, op in of_family("initial").items() if not getattr(op, "for_weights", True)]
        message = f"a bias has no inputs to be scaled by; it can be one of {', '.join(fit)}"
        raise InvalidExperiment("/initial_bias/kind", message, fit, "zeros")


def check_parameters(
    shapes: Mapping[str, Shape], given: Mapping[str, Array], frozen: frozenset[str]
) -> None:
    """Parameters that are given or frozen exist and have their shape. Raises InvalidExperiment."""
    for pointer, named in (("/parameters", given), ("/frozen", frozen)):
        if not set(named) <= set(shapes):
            message = f"the parameters are called {', '.join(shapes)}"
            raise InvalidExperiment(pointer, message, list(shapes))
    for name, value in given.items():
        if value.shape != shapes[name]:
            message = f"{name} has the shape {list(shapes[name])}, not {list(value.shape)}"
            raise InvalidExperiment(f"/parameters/{name}", message, list(shapes[name]))


def _shape(pointer: str, layer: Any, k: int, shapes: Sequence[Shape]) -> Shape:
    """What layer k makes of one example; `shapes` are those of the input and the layers before."""
    sources = layer.sources(k)
    try:
        return _output(pointer, layer.op, *(shapes[source + 1] for source in sources))
    except InvalidInput as error:
        fit = [place - 1 for place, shape in enumerate(shapes) if shape == error.shape]
        place, source = f"reads/{error.number}", sources[error.number]
        if layer.reads is None:
            place = "source"
            fit = [other for other in fit if other <= k - 2]
        nearest = min(fit, key=lambda other: abs(other - source), default=None)
        raise InvalidExperiment(f"{pointer}/{place}", str(error), fit, nearest) from None


def _output(pointer: str, op: Op, *x: Shape) -> Shape:
    """What an op makes of inputs with these shapes."""
    try:
        return op.shapes(*x)[op.output]
    except InvalidInput:
        raise
    except InvalidSetting as error:
        place = f"{pointer}/{error.name}"
        raise InvalidExperiment(place, str(error), error.limit, error.nearest) from None
    except ValueError as error:
        raise InvalidExperiment(pointer, str(error)) from None
