"""Joined files do what the files do one by one."""

import re

import pytest

from app.site import bundle
from app.site.paths import STATIC

FILES = {
    path.relative_to(STATIC).as_posix(): path.read_text("utf-8")
    for path in sorted(STATIC.rglob("*"))
    if path.suffix in {".js", ".css"}
}


def test_the_page_is_joined_whole():
    own = {name for name in FILES if name.startswith(("core/", "view/"))}
    text = bundle.module(FILES, "view/app.js")
    assert own == set(re.findall(r"^// ((?:core|view)/\S+\.js)$", text, re.MULTILINE))
    assert re.findall(r'^import .* from "\./(.*)";$', text, re.MULTILINE) == ["vendor/preact.js"]
    assert re.findall(r'await import\("\./(.*)"\)', text) == ["vendor/katex/katex.js"]
    assert text.index("// view/app.js") < text.index("// view/rest.js")


def test_every_sheet_is_joined_in_its_layer_with_addresses_that_lead_somewhere():
    addresses = []
    for entry in ("css/app.css", "css/rest.css"):
        text = bundle.sheet(FILES, entry)
        assert "@import" not in text
        imports = re.findall(r'@import url\("(.*)"\) layer\((\w+)\)', FILES[entry])
        assert [layer for _, layer in imports] == re.findall(
            r"^@layer (\w+) \{", text, re.MULTILINE
        )
        addresses += re.findall(r"url\(\"?(?!data:|#)([^\")]+)", text)
    assert len(addresses) > 20
    for address in addresses:
        assert (STATIC / address).is_file(), address


def test_what_comes_later_wins_over_nothing_that_is_to_win():
    """Both sheets share their layers; within one the later of two rules counts."""
    first, rest = (
        re.findall(r'url\("(\w[^"]*)"\) layer\(view\)', FILES[f"css/{name}.css"])
        for name in ("app", "rest")
    )
    again = [name for name in rest if name in first]
    assert rest[-len(again) :] == first[-len(again) :] == again
    assert again[-2:] == ["forced.css", "print.css"]
    own = {p.name for p in (STATIC / "css").glob("*.css")} - {"app.css", "rest.css"}
    linked = "".join(FILES[f"css/{name}.css"] for name in ("app", "rest"))
    assert own == set(re.findall(r'url\("(\w[^"/]*)"\)', linked))


def test_all_forms_of_import_and_export(tmp_path, browser):
    """Run in the browser: what is seen is what the modules do one by one."""
    files = {
        "a.js": """
            import { two as zwei, three } from "./deep/b.js";
            import * as all from "./deep/b.js";
            import "./deep/c.js";
            import own from "./vendor/v.js";
            /** A comment. @type {import("./x.js").X} */
            const here = /** @type {number} */ (zwei);
            const text = `
              // stays`;
            export async function later() { return 5; }
            globalThis.seen.push(here, three(), Object.keys(all).sort().join(), await later());
            globalThis.seen.push(new all.Four().value, own, text.trim().slice(-5));
            globalThis.more = import("./deep/d.js").then((d) => [d.late(), d.eight]);
            """,
        "deep/b.js": """
            import { name } from "./c.js";
            export const two = 2;
            export function three() { return 3 + name(); }
            export class Four { value = 4; }
            export async function* five() { yield 5; }
            globalThis.seen.push("b");
            """,
        "deep/c.js": """
            import { three } from "./b.js";
            export function name() { return ring ? 0 : three(); }
            const ring = true;
            globalThis.seen.push("c", new URL("../x", import.meta.url).pathname);
            """,
        "deep/d.js": """
            import { later } from "../a.js";
            import { two } from "./b.js";
            import { seven } from "../vendor/w.js";
            export const eight = 6 + two;
            export function late() { return typeof later + seven; }
            globalThis.seen.push("d");
            """,
        "vendor/w.js": "export const seven = 7;\n",
        "vendor/v.js": "export default 6;\nexport const unused = 7;\n",
    }
    flat = {name: re.sub(r"^ +", "", text, flags=re.MULTILINE) for name, text in files.items()}
    whole = {"page.js": bundle.module(flat, "a.js")}
    context = browser.new_context()
    page = context.new_page()
    served = {**flat, **whole}

    def serve(route):
        name = route.request.url.partition("lab.test/")[2]
        kind = "text/javascript" if name else "text/html"
        route.fulfill(body=served.get(name, "<!doctype html>"), content_type=kind)

    page.route("**/*", serve)
    page.goto("http://lab.test/")
    run = """async (name) => {
        globalThis.seen = [];
        await import(name);
        const more = await globalThis.more;
        return [...globalThis.seen, ...more];
    }"""
    single, together = (page.evaluate(run, f"/{name}") for name in ("a.js", "page.js"))
    context.close()
    assert single == together
    assert single[:3] == ["c", "/x", "b"]
    assert single[3:8] == [2, 3, "Four,five,three,two", 5, 4]
    assert single[-3:] == ["d", "function7", 8]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("export let a = 1;\n", "cannot be joined"),
        ("export { a };\n", "cannot be joined"),
        ('const a = await import("./b.js");\n', "cannot be joined"),
        ('import { one } from "./b.js";\n', "only functions can wait"),
    ],
)
def test_what_would_not_do_the_same_is_refused(text, why):
    files = {"a.js": text, "b.js": 'import "./a.js";\nexport const one = 1;\n'}
    with pytest.raises(ValueError, match=why):
        bundle.module(files, "b.js")
