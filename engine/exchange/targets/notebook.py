"""The NumPy script as a Jupyter notebook, with words between its parts."""

import json

from engine.exchange.moment import Moment
from engine.exchange.target import Target
from engine.exchange.targets.numpy_script import NumpyScript


class Notebook(Target):
    """Format 4.5: every cell has an id; nothing is run yet."""

    id = "notebook"
    media_type = "application/x-ipynb+json"
    ending = "ipynb"
    speaks = True

    def write(self, moment: Moment) -> str:
        """Raises Cannot as the NumPy script does."""
        _, _, script = NumpyScript().write(moment).partition('"""\n\n')
        given, _, rest = script.partition("\nfor iteration in range(")
        loop, _, last = rest.partition("\n\nprint(")
        title = moment.title or moment.text("network")
        said = [f"# {title}", moment.text("notebook.intro", number=moment.number)]
        if moment.bugs:
            said.append(f"**{moment.text('mistake')}**: {moment.mistakes}")
        cells = [
            _words("\n\n".join(said)),
            _words(moment.text("notebook.given")),
            _code(given),
            _words(moment.text("notebook.loop")),
            _code(f"for iteration in range({loop}"),
            _words(moment.text("notebook.last")),
            _code(f"print({last}"),
        ]
        for number, cell in enumerate(cells):
            cell["id"] = f"cell-{number}"
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        document = {
            "cells": cells,
            "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _words(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(text: str) -> dict[str, object]:
    source = text.strip("\n").splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [],
            "source": source}  # fmt: skip
