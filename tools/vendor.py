"""Re-create static/vendor/ from npm packages: the front-end code and fonts that the page loads.

    python -m tools.vendor

Installs the exact versions below in a temporary folder (needs npm), copies or bundles what the
page uses, cuts faces down to the page's own letters (`tools/faces.py`) and writes manifest.json:
of each file the package, the licence and the hash. After many new words on the page, run it again.
To raise a version: change it here, run this, read the diff, run the tests.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

from tools.facesheets import SHEETS
from tools.vendored import VENDOR, copy, write

PACKAGES = {
    "preact": "11.2.0",
    "htm": "3.1.1",
    "@preact/signals": "2.11.4",
    "@preact/signals-core": "1.14.5",
    "katex": "0.19.1",
    "@fontsource-variable/inter": "5.3.0",
    "pretendard": "1.3.9",
    "swagger-ui-dist": "5.35.0",
}
# Where the files of a package go; what is not here is bundled into preact.js.
FOLDERS = {
    "katex": "katex",
    "@fontsource-variable/inter": "inter",
    "pretendard": "pretendard",
    "swagger-ui-dist": "swagger-ui",
}
BUILD_TOOL = "esbuild@0.28.2"

# One module for the page: one request, and only one copy of Preact.
PREACT = """\
export * from "preact";
export * from "preact/hooks";
export * from "@preact/signals";
"""
HTML = 'import { h } from "preact"; import htm from "htm"; export const html = htm.bind(h);'
HTML_TYPES = """\
import type { VNode } from "preact";
export declare function html(strings: TemplateStringsArray, ...values: unknown[]): VNode;
"""
KATEX = 'export { default, render } from "katex";\n'


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        modules = install(Path(folder))
        shutil.rmtree(VENDOR, ignore_errors=True)
        for vendored in (preact, katex, *SHEETS, swagger, licences, manifest):
            vendored(modules)


def install(folder: Path) -> Path:
    """Install the packages without running their scripts; return node_modules."""
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    options = ["--ignore-scripts", "--save-exact", "--no-audit", "--no-fund"]
    npm("install", *options, *wanted, BUILD_TOOL, cwd=folder)
    return folder / "node_modules"


def preact(modules: Path) -> None:
    bundle(modules, PREACT + HTML, "preact.js")
    write("preact.d.ts", PREACT + HTML_TYPES)


def katex(modules: Path) -> None:
    bundle(modules, KATEX, "katex/katex.js")
    write("katex/katex.d.ts", KATEX)


def swagger(modules: Path) -> None:
    package = modules / "swagger-ui-dist"
    for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
        text = (package / name).read_text("utf-8")
        write(f"swagger-ui/{name}", re.sub(r"\n*(?://|/\*)# sourceMappingURL=\S*\s*$", "\n", text))
    copy(package, "NOTICE", "swagger-ui")
    copy(package, "swagger-ui-bundle.js.LICENSE.txt", "swagger-ui")


def licences(modules: Path) -> None:
    for name in PACKAGES:
        text = min((modules / name).rglob("LICENSE*"), key=lambda file: len(file.parts))
        write(licence(name), text.read_text("utf-8"))


def manifest(modules: Path) -> None:
    lock = json.loads((modules.parent / "package-lock.json").read_text("utf-8"))["packages"]
    packages = [
        {
            "name": name,
            "version": version,
            "licence": lock[f"node_modules/{name}"]["license"],
            "source": f"npm package {name}@{version}",
            "integrity": lock[f"node_modules/{name}"]["integrity"],
            "files": {
                file: sha256((VENDOR / file).read_bytes()).hexdigest() for file in files(name)
            },
        }
        for name, version in PACKAGES.items()
    ]
    write("manifest.json", json.dumps({"packages": packages}, indent=2) + "\n")


def files(name: str) -> list[str]:
    """What came from the package `name`."""
    paths = (VENDOR / FOLDERS[name]).rglob("*") if name in FOLDERS else VENDOR.glob("preact.*")
    found = [path.relative_to(VENDOR).as_posix() for path in paths if path.is_file()]
    return sorted([*found, licence(name)])


def licence(name: str) -> str:
    return f"licences/LICENSE-{name.replace('@', '').replace('/', '-')}.txt"


def bundle(modules: Path, entry: str, target: str) -> None:
    """Bundle and minify an entry module written in `entry` into static/vendor/`target`."""
    source = modules.parent / "entry.js"
    source.write_text(entry, "utf-8")
    options = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--charset=utf8",
        "--legal-comments=none",
    ]
    npm(
        "exec",
        "--offline",
        "--",
        "esbuild",
        source.name,
        *options,
        f"--outfile={VENDOR / target}",
        cwd=modules.parent,
    )


def npm(*arguments: str, cwd: Path) -> None:
    program = shutil.which("npm")
    if program is None:
        raise SystemExit("npm was not found on the PATH.")
    subprocess.run([program, *arguments], cwd=cwd, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
