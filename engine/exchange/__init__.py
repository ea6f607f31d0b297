"""Taking an iteration away: scripts, a notebook, LaTeX, tables, weights, questions, a worksheet.

A target is one file in `targets/`; nothing else lists it. Weights come in again by `read_weights`.
"""

import importlib
import pkgutil
from collections.abc import Mapping

from engine.exchange import targets as _folder
from engine.exchange.moment import Moment
from engine.exchange.target import Cannot, File, Target
from engine.experiment.value import Experiment
from engine.run.checkpoint import Checkpoint
from engine.run.trace import trace

__all__ = ["Cannot", "File", "Moment", "Target", "export", "targets"]


def _discover() -> dict[str, Target]:
    found: dict[str, Target] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(_folder.__path__)):
        for item in vars(importlib.import_module(f"{_folder.__name__}.{module}")).values():
            own = getattr(item, "__module__", "") == f"{_folder.__name__}.{module}"
            if own and isinstance(item, type) and issubclass(item, Target):
                found[item.id] = item()
    return found


targets: dict[str, Target] = _discover()
"""Id → target, in alphabetical order of the files."""


def export(
    experiment: Experiment,
    target: str,
    iteration: int = 0,
    start: Checkpoint | None = None,
    *,
    title: str = "",
    words: Mapping[str, str] | None = None,
) -> File:
    """An iteration as a file of a target; raises Cannot for what the target has no words for.

    `start` takes a run up where another stopped, as in a trace. `words` are those of a language,
    by key; the targets that speak (`Target.speaks`) need them.
    """
    found = trace(experiment, iteration, start)
    return targets[target].file(Moment(found, title, words or {}))
