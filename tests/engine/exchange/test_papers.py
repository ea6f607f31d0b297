"""What is written for people: LaTeX, questions, worksheet, notebook, table; in every language."""

import csv
import html.parser
import io
import json
import math
import re
from dataclasses import replace
from pathlib import Path

import pytest

from engine import example, trace
from engine.exchange import export
from engine.exchange.target import plain
from tests.engine.exchange.sample import drawn, worked

LOCALES = Path(__file__).parents[3] / "static" / "locales"
WORDS = {p.stem: json.loads(p.read_text("utf-8")) for p in LOCALES.glob("*.json")}
MAZUR = example("mazur-2-2-2").experiment
CASES = dict([*worked(), *drawn(8)])
SPECIAL = "~=#{}:"


def made(target, experiment=MAZUR, language="en", **words):
    return export(experiment, target, title="Mazur", words={**WORDS[language], **words}).text


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", CASES)
def test_latex_is_balanced_and_plain(name, language):
    text = made("latex", CASES[name], language)
    assert text.count("{") == text.count("}")
    assert text.count("$") % 2 == 0
    assert len(re.findall(r"\\left(?![a-z])", text)) == len(re.findall(r"\\right(?![a-z])", text))
    assert text.count(r"\begin{document}") == text.count(r"\end{document}") == 1
    assert not re.search("[\u0250-\u2fff]", text)  # pdflatex stops there
    assert ("kotex" in text) == (language == "ko")
    assert "@" not in text
    assert not re.search(r"\^\{[^{}]*\}\^", text)  # a second power: TeX stops
    assert not re.search(r"\{\\(?:bar|hat|tilde)\{[^{}]*\}\^\{2\}\}\^", text)
    assert not re.search(r"<\w+>", text)
    lone = r"\\left\(-[\d.{},]+\\right\)"  # brackets that say nothing
    assert not re.search(rf"= {lone} [=$]|\\left\({lone}\\right\)|\{{{lone}\}}(?!\^)", text)


def test_latex_has_every_number_and_the_decimal_sign_of_the_language():
    text = made("latex")
    assert r"w^{(2)}_{11}" in text
    assert "0.298371" in text
    commas = made("latex", **{"export.file.decimal": ","})
    assert "0{,}298371" in commas
    assert "0.298371" not in commas


def questions(text: str):
    """A small reader of GIFT: title, stem, answer, tolerance, feedback, unescaped."""
    assert not text.startswith("\ufeff")
    for block in re.split(r"\n\s*\n", text.strip()):
        found = re.fullmatch(
            r"::((?:\\.|[^:\\])+)::\[html\]((?:\\.|[^{\\])+)"
            r"\{#\n\t=(-?\d+(?:\.\d+)?):(\d+(?:\.\d+)?)#((?:\\.|[^}\\])*)\n\}",
            block,
        )
        assert found, block
        title, stem, answer, within, feedback = found.groups()
        for part in (title, stem, feedback):
            assert not re.search(rf"(?<!\\)[{SPECIAL}]", part.replace("\\\\", ""))
        title, stem, feedback = (re.sub(r"\\(.)", r"\1", p) for p in (title, stem, feedback))
        yield title, stem, float(answer), float(within), feedback


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", CASES)
def test_questions_have_answers_of_the_trace(name, language):
    experiment = CASES[name]
    values = {f"{abs(v):.5g}" for v in trace(experiment).vector}
    found = list(questions(made("gift", experiment, language)))
    assert found
    for _, stem, answer, within, feedback in found:
        assert f"{abs(answer):.5g}" in values
        assert 0 < within <= abs(answer) * 0.006
        assert stem.count(r"\(") == stem.count(r"\)") > 0
        assert feedback.count(r"\(") == 1


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.open, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("language", WORDS)
def test_a_worksheet_stands_alone_and_keeps_its_solution_apart(language):
    text = made("sheet", language=language)
    page = Page()
    page.feed(text)
    assert not page.open
    assert not [t for t, a in page.tags if t in ("script", "link", "img")]
    assert not [
        a for _, a in page.tags if any(n.startswith("on") or n in ("style", "src") for n in a)
    ]
    ((_, top), *_) = page.tags
    assert top["lang"] == language
    policy = next(a["content"] for t, a in page.tags if a.get("http-equiv"))
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    asked, solved = text.split('<section class="solution">')
    assert "0.298371" in solved
    assert "0.298371" not in asked
    assert asked.count('class="blank"') == solved.count("</td></tr>")
    assert "0,298371" in made("sheet", language=language, **{"export.file.decimal": ","})


def test_a_title_is_text_in_every_file():
    for target in ("sheet", "latex", "gift", "notebook"):
        text = export(MAZUR, target, title="<b>&{}~#", words=WORDS["en"]).text
        assert "<b>&{}~#" not in text.replace('"# <b>&{}~#\\n"', "")


@pytest.mark.parametrize("language", WORDS)
def test_a_deliberate_mistake_stands_on_all_of_them(language):
    wrong = replace(MAZUR, bugs=("output_slope_forgotten",))
    said, name = (
        WORDS[language]["export.file.mistake"],
        WORDS[language]["bug.output_slope_forgotten.name"],
    )
    for target in ("latex", "sheet", "notebook"):
        text = made(target, wrong, language)
        assert said in text
        assert name in text
    assert said in made("gift", wrong, language)


@pytest.mark.parametrize("language", WORDS)
def test_iterations_are_counted_from_1_as_on_the_page(language):
    said = {"en": ("Iteration 4", "Iteration 4 "), "ko": ("4번째 반복", "4번 반복")}[language]
    for target, words in zip(("sheet", "latex", "notebook"), (said[0], *said), strict=True):
        assert words in export(MAZUR, target, 3, title="Mazur", words=WORDS[language]).text
    for target in ("numpy", "pytorch", "keras", "jax"):
        script = export(MAZUR, target, 3, title="Mazur").text
        assert "Mazur, from iteration 4 on." in script.splitlines()[0]
        assert "iteration {iteration + 1}: loss" in script


def test_a_notebook_is_one():
    document = json.loads(made("notebook"))
    assert (document["nbformat"], document["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in document["cells"]]
    assert len(ids) == len(set(ids)) == 7
    code = "\n".join("".join(c["source"]) for c in document["cells"] if c["cell_type"] == "code")
    space = {}
    exec(code, space)
    assert math.isclose(float(space["E"]), float(trace(MAZUR, 9)["E"]), rel_tol=1e-12)


def test_a_table_has_every_number():
    rows = list(csv.reader(io.StringIO(made("csv"))))
    done = trace(MAZUR)
    assert rows[0] == ["tensor", "cell", "value", "symbol"]
    assert len(rows) == 1 + done.program.size
    assert ["W2", "1 2", "0.45", "w⁽²⁾₁₂"] in rows
    assert ["d_W2", "1 1", repr(float(done["d_W2"][0, 0])), "∂E/∂w⁽²⁾₁₁"] in rows


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "backprop-lab"), ("../../etc/passwd", "etc-passwd"), ('a"b\r\nc', "a-b-c"),
        ("신경망 1", "신경망-1"), ("x" * 500, "x" * 60), ("...", "backprop-lab"),
        ("C:\\nul", "c-nul"),
    ],
)  # fmt: skip
def test_file_names_are_safe(title, name):
    assert plain(title) == name
