"""Some: a stretch of what a layer gives, such as one group of inputs; the rest is left out."""

from dataclasses import dataclass

import numpy as np

from engine.families.layer import LayerOp
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import InvalidSetting, bounded


@dataclass(frozen=True)
class Some(LayerOp):
    """The features, or of images the channels, from `start` on, counted from 0, `length` of them.

    On the way back what was left out gets a gradient of 0. As torch.narrow along axis 1.
    """

    length: int = bounded(low=1, high=1024)
    start: int = bounded(0, low=0, high=1023)
    layout_free = True
    roles = {"some": Role("output", "x@")}
    wiring = "part"

    @rule("sum(x)", r"\operatorname{part}(<x>)")
    def some(self, out: Array, x: Array) -> None:
        np.copyto(out, x[:, self.start : self.start + self.length])

    @rule("sum(d_some)", r"\operatorname{part}^{-1}(<d_some>)")
    def d_x(self, out: Array, d_some: Array) -> None:
        out.fill(0.0)
        out[:, self.start : self.start + self.length] = d_some

    def shapes(self, x: Shape) -> dict[str, Shape]:
        if self.start >= x[0]:
            raise InvalidSetting("start", f"must be at most {x[0] - 1}", x[0] - 1, x[0] - 1)
        most = x[0] - self.start
        if self.length > most:
            raise InvalidSetting("length", f"must be at most {most} from there on", most, most)
        return {"some": (self.length, *x[1:])}
