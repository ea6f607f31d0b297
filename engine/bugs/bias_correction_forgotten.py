"""Adam's means start at 0, and nobody undoes that: the first steps come out wrong."""

import numpy as np

from engine.bugs.bug import Bug, Site, Wrong
from engine.op import Array


class BiasCorrectionForgotten(Bug):
    """m̂ = m′ and v̂ = v′, without dividing by 1 − βᵏ."""

    phase = "update"
    needs = "an optimizer that corrects its means, such as adam"

    def replace(self, at: Site) -> Wrong | None:
        if at.phase != "update" or at.rule.writes not in ("m_hat", "v_hat"):
            return None
        role = f"{at.rule.writes[0]}_new"
        return at.with_rule(role, _copy, (role,)) if role in at.reads else None


def _copy(out: Array, mean: Array) -> None:
    np.copyto(out, mean)
