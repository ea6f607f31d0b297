"""Where the page's files are: inside the package when installed, beside it in a checkout."""

from pathlib import Path


def _find(name: str) -> Path:
    package = Path(__file__).parents[1]
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name} is neither in the package nor beside it")


STATIC = _find("static")
TEMPLATES = _find("templates")
