"""Whether the parts of an experiment fit each other; what does not is named with its place."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.loss import LossOp
from engine.op import ActivationOp, Array, LayerOp, Op, Shape


class InvalidExperiment(ValueError):
    """What is wrong with an experiment: where (a JSON pointer), the limit, the nearest fit."""

    def __init__(self, pointer: str, message: str, limit: Any = None, nearest: Any = None) -> None:
        super().__init__(f"{pointer}: {message}" if pointer else message)
        self.pointer, self.message, self.limit, self.nearest = pointer, message, limit, nearest


def numbers(pointer: str, values: Any) -> Array:
    """Nested lists as a read-only float64 array of finite numbers."""
    try:
        array = np.array(values)
        if array.dtype.kind in "iufO":  # neither text nor true and false
            array = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        array = np.array("")
    if array.dtype != np.float64:
        raise InvalidExperiment(pointer, "rows must be numbers and equally long")
    if not np.isfinite(array).all():
        raise InvalidExperiment(pointer, "every number must be finite")
    array.flags.writeable = False
    return array


def whole(pointer: str, value: Any, low: int, high: int | None = None) -> int:
    """A whole number within bounds."""
    between = f"at least {low}" if high is None else f"from {low} to {high}"
    limit = low if high is None else [low, high]
    if not isinstance(value, int | np.integer) or isinstance(value, bool):
        raise InvalidExperiment(pointer, f"a whole number is needed, {between}", limit)
    nearest = max(int(value), low) if high is None else min(max(int(value), low), high)
    if value != nearest:
        raise InvalidExperiment(pointer, f"the number must be {between}", limit, nearest)
    return int(value)


def check_data(inputs: Array, targets: Array) -> None:
    """Inputs and targets are lists of examples, equally many."""
    for pointer, array in (("/inputs", inputs), ("/targets", targets)):
        if array.ndim < 2 or not array.size:
            raise InvalidExperiment(pointer, "a list of examples is needed, each a list of numbers")
    if len(inputs) != len(targets):
        message = f"there are {len(inputs)} inputs but {len(targets)} targets; each needs one"
        raise InvalidExperiment("/targets", message, len(inputs), len(inputs))


def check_layers(layers: Sequence[Any], loss: Op, optimizer: Op, inputs: Shape) -> Shape:
    """Every op is in its place and takes what the one before it gives; returns the last shape."""
    for pointer, op, family in (("/loss", loss, "loss"), ("/optimizer", optimizer, "optimizer")):
        if getattr(op, "family", None) != family:
            raise InvalidExperiment(pointer, f"an op of the family {family} is needed")
    if not layers:
        raise InvalidExperiment("/layers", "at least one layer is needed", limit=1)
    shape = inputs
    for k, layer in enumerate(layers):
        if not isinstance(layer.op, LayerOp) or not isinstance(layer.activation, ActivationOp):
            raise InvalidExperiment(f"/layers/{k}", "a layer op and an activation are needed")
        try:
            shape = layer.op.shapes(shape)[layer.op.output]
        except ValueError as error:
            raise InvalidExperiment(f"/layers/{k}", str(error)) from None
    return shape


def check_loss(layers: Sequence[Any], loss: LossOp, targets: Array, outputs: Shape) -> None:
    """The loss can take what the last layer gives, and the targets have that shape."""
    activation: ActivationOp = layers[-1].activation
    (low, high), (least, most) = activation.range, loss.domain
    if low < least or high > most:
        raise InvalidExperiment(
            f"/layers/{len(layers) - 1}/activation",
            f"{loss.kind} needs outputs between {least:g} and {most:g}, as sigmoid or softmax give",
            limit=[least, most],
            nearest="sigmoid" if loss.kind.startswith("binary") else "softmax",
        )
    if targets.shape[1:] != outputs:
        has, needs = (" × ".join(map(str, s)) for s in (targets.shape[1:], outputs))
        message = f"each target has {has} numbers, the last layer {needs}"
        raise InvalidExperiment("/targets", message, list(outputs))
    outside = np.argwhere((targets < least) | (targets > most))
    if len(outside):
        raise InvalidExperiment(
            "/targets/" + "/".join(map(str, outside[0])),
            f"{loss.kind} needs targets between {least:g} and {most:g}",
            limit=[least, most],
            nearest=float(np.clip(targets[tuple(outside[0])], least, most)),
        )


def check_parameters(
    shapes: Mapping[str, Shape], given: Mapping[str, Array], frozen: frozenset[str]
) -> None:
    """Parameters that are given or frozen exist and have their shape."""
    for pointer, named in (("/parameters", given), ("/frozen", frozen)):
        if not set(named) <= set(shapes):
            message = f"the parameters are called {', '.join(shapes)}"
            raise InvalidExperiment(pointer, message, list(shapes))
    for name, value in given.items():
        if value.shape != shapes[name]:
            message = f"{name} has the shape {list(shapes[name])}, not {list(value.shape)}"
            raise InvalidExperiment(f"/parameters/{name}", message, list(shapes[name]))
