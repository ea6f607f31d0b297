"""What a wheel carries as the page: built where the front-end tools are, else as it is written."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PageHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the files of the page below `app/static`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page with Node.js if `npm ci` has run here; either way the wheel works."""
        root = Path(self.root)
        page = root / "static"
        node = shutil.which("node")
        if node and (root / "node_modules" / "esbuild").is_dir():
            page = root / "build" / "page"
            subprocess.run([node, "tools/build_page.mjs", str(page)], cwd=root, check=True)
        else:
            self.app.display_warning("The page is not built: Node.js and `npm ci` are needed.")
        build_data["force_include"][str(page)] = "app/static"
