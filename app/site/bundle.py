"""The page's own files joined to one module and one sheet when the server starts.

A browser spends some 5 ms of work on every file it asks for, and the page has more than 140.
Nothing is built: each file stays as it is written, is served under its own name too, and keeps a
scope of its own in the whole.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

_LATER = re.compile(r'(?<!await )\bimport\("([^"]+)"\)')
_IMPORT = re.compile(r'^import\s+(?:([^"]+?)\s+from\s+)?"([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(function|const|class)\*? (\w+))", re.MULTILINE)
_NOTES = re.compile(r"^[ \t]*/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*\n|/\*\*[^*\n]*\*/ ?", re.MULTILINE)
_REMARKS = re.compile(r"/\*(?:[^*]|\*(?!/))*\*/\s*|^[ \t]+", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*|^(?!.*/\*\*).*\bimport\(.*", re.MULTILINE)
_SHEET = re.compile(r'^@import url\("([^"]+)"\) layer\((\w+)\);\n', re.MULTILINE)
_ADDRESS = re.compile(r"""url\(["']?(?!data:|[#/])([^"')]+)["']?\)""")


def module(files: Mapping[str, str], entry: str) -> str:
    """One module that does what `entry` does, to be served beside the folders of `files`.

    What lies in `vendor/` is imported as it is. What is imported with `import()` comes behind all
    that is not, and is given when it has run; who waited for it on the way would wait for ever.
    Raises ValueError for what would not do the same: that, forms that the page does not use, and
    values that two modules take from each other.
    """
    met: set[str] = set()
    order = list(_in_order(files, entry, met))
    at_once = len(order)
    for name in order:  # grows
        for address in () if name.startswith("vendor/") else _later(files[name]):
            order += _in_order(files, _path(name, address), met)
    parts = ["let $arrive;\nconst $arrived = new Promise((done) => void ($arrive = done));"]
    for place, name in enumerate(order):
        if not name.startswith("vendor/"):
            parts.append(_scoped(files, name, {*order[:place]}))
        elif place < at_once:
            parts.append(f'import * as {_variable(name)} from "./{name}";')
        else:
            parts.append(f'const {_variable(name)} = await import("./{name}");')
    return "\n".join([*parts, "$arrive();"])


def sheet(files: Mapping[str, str], entry: str) -> str:
    """One sheet with all that `entry` imports in its place, to be served beside the folders.

    Comments and indents are left out; `vendor/licences/` holds what the makers of fonts ask for.
    """

    def put(found: re.Match[str]) -> str:
        name = _path(entry, found[1])
        return f"@layer {found[2]} {{\n{_moved(name, files[name])}}}\n"

    return _REMARKS.sub("", _SHEET.sub(put, files[entry]))


def _in_order(files: Mapping[str, str], name: str, met: set[str]) -> Iterator[str]:
    """Every module after those that it imports, as a browser would run them."""
    if name in met:
        return
    met.add(name)
    if not name.startswith("vendor/"):
        for _, address in _IMPORT.findall(files[name]):
            yield from _in_order(files, _path(name, address), met)
    yield name


def _later(text: str) -> list[str]:
    """The addresses that a module imports when it wants them."""
    return _LATER.findall(_NOTES.sub("", text))


def _scoped(files: Mapping[str, str], name: str, before: set[str]) -> str:
    """A module as a function that runs at once and gives what it exports."""

    def taken(found: re.Match[str]) -> str:
        source = _path(name, found[2])
        if not found[1]:
            return ""
        return _taken(found[1], source) if source in before else _waiting(files, found[1], source)

    def given(found: re.Match[str]) -> str:
        return f"$arrived.then(() => {_variable(_path(name, found[1]))})"

    text = _LATER.sub(given, _NOTES.sub("", files[name]))
    exported = ", ".join(own for _, own in _EXPORT.findall(text))
    text = _IMPORT.sub(taken, _EXPORT.sub("", text))
    if left := _LEFT.search(text):
        raise ValueError(f"{name} cannot be joined: {left[0]}")
    text = text.replace("import.meta.url", f'new URL("./{name}", import.meta.url).href')
    scope = f"await (async () => {{\n{text}return {{ {exported} }};\n}})();"
    return f"// {name}\nconst {_variable(name)} = {scope}"


def _taken(wanted: str, source: str) -> str:
    """What stands for an import: `{ a as b }`, `* as all`, or a default."""
    if wanted.startswith("{"):
        names = (own if own == name else f"{name}: {own}" for name, own in _pairs(wanted))
        return f"const {{ {', '.join(names)} }} = {_variable(source)};\n"
    if wanted.startswith("*"):
        return f"const {wanted.rsplit(maxsplit=1)[-1]} = {_variable(source)};\n"
    return f"const {wanted} = {_variable(source)}.default;\n"


def _waiting(files: Mapping[str, str], wanted: str, source: str) -> str:
    """The same from a module that runs only after this one: functions, found when called."""
    functions = {own for kind, own in _EXPORT.findall(files[source]) if kind == "function"}
    pairs = _pairs(wanted) if wanted.startswith("{") else [(wanted, wanted)]
    if not functions.issuperset(name for name, _ in pairs):
        raise ValueError(f"{source} runs after who takes {wanted} from it; only functions can wait")
    late = _variable(source)
    return "".join(f"const {own} = (...given) => {late}.{name}(...given);\n" for name, own in pairs)


def _pairs(wanted: str) -> list[tuple[str, str]]:
    """Each name in the braces of an import, and what it is called here."""
    names = [name.split() for name in wanted.strip("{} \n,").split(",")]
    return [(words[0], words[-1]) for words in names]


def _variable(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))


def _path(name: str, address: str) -> str:
    """What an address in a file means, counted from the root of the tree."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), address))


def _moved(name: str, text: str) -> str:
    """A sheet whose addresses count from the root of the tree."""
    return _ADDRESS.sub(lambda found: f'url("{_path(name, found[1])}")', text)
