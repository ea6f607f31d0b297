"""Those that stayed are made larger on the way forward, and not on the way back."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.op import Array


class DropoutScaleForgotten(Bug):
    """Dropout hands the gradient back without its factor 1 / (1 − p)."""

    needs = "a dropout layer"

    def replace(self, at: Site) -> Wrong | None:
        drops = at.op.kind in ("dropout", "dropout2d") and at.rule.writes == "d_x"
        if not drops:
            return None
        return at.with_rule("(mask > 0) * d_drop", _switch, ("mask", "d_drop"))


def _switch(out: Array, mask: Array, d_drop: Array) -> None:
    kept = (mask > 0).reshape(*mask.shape, *(1,) * (d_drop.ndim - mask.ndim))
    np.multiply(d_drop, kept, out=out)
