"""Convolution and cross-correlation are confused: the kernel lies turned round by half a circle."""

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.op import Array
from engine.ops.layers.conv2d import Conv2d


class KernelTurned(Bug):
    """∂E/∂K comes out turned round, and the way back to the image uses K turned round."""

    turn = RESULT
    needs = "a convolution with a kernel of more than one cell"

    def replace(self, at: Site) -> Wrong | None:
        if at.phase != "backward" or not isinstance(at.op, Conv2d) or at.op.kernel == 1:
            return None
        right = at.method
        if at.rule.writes == "d_W":

            def weights(out: Array, *read: Array) -> None:
                right(out, *read)
                out[...] = out[..., ::-1, ::-1].copy()

            return at.with_rule(at.rule.cell, weights, turned=("d_W",))
        if not at.gives_input_gradient:
            return None
        place = list(at.reads).index("W")

        def inputs(out: Array, *read: Array) -> None:
            right(
                out, *(a[..., ::-1, ::-1].copy() if k == place else a for k, a in enumerate(read))
            )

        return at.with_rule(at.rule.cell, inputs, turned=("W",))
