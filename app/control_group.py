"""What the control groups of this process say, as of a container, in their version 2 or 1."""

import contextlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath


def folders(root: Path, controller: str) -> Iterator[Path]:
    """Folders of a controller of its own control group, and of those above."""
    with contextlib.suppress(OSError):
        for line in (root / "proc/self/cgroup").read_text("utf-8").splitlines():
            _, controllers, name = line.split(":", 2)
            path = PurePosixPath(name.lstrip("/"))
            for group in (path, *path.parents):
                if not controllers:
                    yield root / "sys/fs/cgroup" / group
                elif controller in controllers.split(","):
                    yield root / "sys/fs/cgroup" / controller / group
