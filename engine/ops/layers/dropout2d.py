"""Dropout of whole feature maps: neighbouring pixels tell the same, so a map falls out as one."""

from dataclasses import dataclass

from engine.op import Shape
from engine.ops.layers.dropout import Dropout


@dataclass(frozen=True)
class Dropout2d(Dropout):
    """x ⊙ m with one m of 0 or 1 / (1 − p) for each channel of an image (Tompson et al. 2015).

    A map falls out where its random number u lies below the rate p, as in torch.nn.Dropout2d while
    training. The numbers come from seed, iteration and op, and stand in the trace.
    """

    def shapes(self, x: Shape) -> dict[str, Shape]:
        if len(x) != 3:
            raise ValueError("images of shape (channels, height, width) are needed")
        return {"noise": x[:1], "mask": x[:1], "drop": x}
