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

from tools.faces import (
    cut,
    formula_letters,
    in_two,
    letters_of,
    own_letters,
    ranges,
    rule,
)

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"

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
# The faces that nearly every formula is written in.
CUT_KATEX = ("Main-Regular", "Math-Italic", "Size1-Regular")
INTER_SUBSETS = ("latin", "latin-ext", "greek")

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
        for vendored in (preact, katex, inter, pretendard, swagger, licences, manifest):
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
    css = (modules / "katex/dist/katex.min.css").read_text("utf-8")
    css = re.sub(r',url\([^)]*\) format\("(?:woff|truetype)"\)', "", css)
    copy(modules / "katex/dist", "fonts/*.woff2", "katex")
    for name in CUT_KATEX:
        family, _, style = name.partition("-")
        whole = modules / f"katex/dist/fonts/KaTeX_{name}.woff2"
        # The whole face is for what is left. Without its letters listed it would be fetched for
        # the space of no width too, which no face has.
        rest = ", ".join(ranges(letters_of(whole) - formula_letters()))
        named = f'url(fonts/{whole.name}) format("woff2")'
        css = css.replace(named, f"{named};unicode-range:{rest}")
        css += page_face(
            whole,
            f"KaTeX_{family}",
            f"katex/page-{family.lower()}.woff2",
            formula_letters(),
            style="italic" if style == "Italic" else "normal",
            weight="400",
            display="block",
        )
    write("katex/katex.css", css)


def inter(modules: Path) -> None:
    """The weight axis, upright, in the subsets that English and formulas need."""
    package = modules / "@fontsource-variable/inter"
    blocks = (package / "wght.css").read_text("utf-8").split("/* inter-")[1:]
    faces = {block.partition("-wght-normal */")[0]: block.partition("*/")[2] for block in blocks}
    css = "".join(faces[subset] for subset in INTER_SUBSETS)
    left = own_letters()
    for subset in INTER_SUBSETS:
        copy(package / "files", f"inter-{subset}-wght-normal.woff2", "inter")
        whole = package / "files" / f"inter-{subset}-wght-normal.woff2"
        css += page_face(whole, "Page Latin", f"inter/page-{subset}.woff2", left)
        left -= letters_of(whole)
    write("inter/inter.css", css.replace("./files/", "").strip() + "\n")


def pretendard(modules: Path) -> None:
    """The page's own letters, in two parts, and for all others the pieces of the whole face.

    The pieces have a sheet of their own, which is loaded when a reader brings Korean words along:
    it is longer than all sheets of the page. A cut face is not called Pretendard, since that is
    reserved for the face as its maker gives it.
    """
    package = modules / "pretendard/dist/web/variable"
    pieces = (package / "pretendardvariable-dynamic-subset.css").read_text("utf-8")
    copy(package / "woff2-dynamic-subset", "*.woff2", "pretendard")
    write("pretendard/whole.css", pieces.replace("./woff2-dynamic-subset/", ""))
    whole = package / "woff2" / "PretendardVariable.woff2"
    own = zip(("opening", "later"), in_two(own_letters()), strict=True)
    rules = [page_face(whole, "Page Hangul", f"pretendard/page-{n}.woff2", part) for n, part in own]
    write("pretendard/pretendard.css", "".join(rules))


def page_face(whole: Path, family: str, file: str, letters: set[int], **more: str) -> str:
    """Write what `whole` has of `letters` to a file of its own; return the rule that names it."""
    own = letters & letters_of(whole)
    target = VENDOR / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(cut(whole, own))
    return rule(family, target.name, own, **more)


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


def copy(folder: Path, pattern: str, target: str) -> None:
    for source in sorted(folder.glob(pattern)):
        file = VENDOR / target / source.relative_to(folder)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, file)


def write(target: str, text: str) -> None:
    file = VENDOR / target
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
