"""The folder static/vendor/, and how files get into it."""

import shutil
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"


def copy(folder: Path, pattern: str, target: str) -> None:
    for source in sorted(folder.glob(pattern)):
        file = VENDOR / target / source.relative_to(folder)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, file)


def write(target: str, text: str) -> None:
    file = VENDOR / target
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
