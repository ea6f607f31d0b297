"""A worksheet to print: what is given, a blank for every number, the solution on its own page."""

import base64
import hashlib
from html import escape

import numpy as np

from engine.exchange.derivation import Derivation, significant
from engine.exchange.moment import Moment
from engine.exchange.target import Target
from engine.explain.show import equation
from engine.pausing import Pausing
from engine.program.program import Step

CELLS = 12
"""Most numbers of a step that are asked for."""

STYLE = """
body { font: 11pt/1.4 Georgia, "Noto Serif KR", serif; margin: 2cm; color: #000; background: #fff }
table { border-collapse: collapse; width: 100%; margin: 0 0 1em }
th, td { border: 1px solid #999; padding: 0.25em 0.6em; text-align: left; vertical-align: top }
td.blank { width: 35%; height: 1.6em }
code { font-size: 0.9em; overflow-wrap: anywhere }
tr { break-inside: avoid }
.given { display: flex; flex-wrap: wrap; gap: 0.2em 2em; list-style: none; padding: 0 }
.solution { break-before: page }
"""


class Sheet(Target):
    """HTML that stands alone: no script, no other file, and its one style named by its hash."""

    id = "sheet"
    media_type = "text/html"
    ending = "html"
    speaks = True

    def writing(self, moment: Moment) -> Pausing[str | bytes]:
        digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
        title = escape(moment.title or moment.text("network"))
        mistake = ""
        if moment.bugs:
            named = escape(moment.mistakes)
            mistake = f"<p><strong>{escape(moment.text('mistake'))}</strong>: {named}</p>"
        when = escape(moment.text("iteration", number=moment.number))
        name, task = (escape(moment.text(f"sheet.{key}")) for key in ("name", "task"))
        head = f"<h1>{title}</h1><p>{when}</p>{mistake}"
        language = moment.words.get("export.file.language", "en")
        given = yield from _given(moment)
        blanks = yield from _tables(moment, solved=False)
        solution = yield from _tables(moment, solved=True)
        return f"""<!DOCTYPE html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<section>{head}
<p>{name} ______________________________</p>
<p>{task}</p>
<h2>{escape(moment.text("given"))}</h2>
{given}
{blanks}
</section>
<section class="solution"><h1>{escape(moment.text("sheet.solution"))}: {title}</h1>
{mistake}
{solution}
</section>
</body>
</html>
"""


def _given(moment: Moment) -> Pausing[str]:
    derivation = Derivation(moment)
    items = list[str]()
    for name, t in moment.program.tensors.items():
        if name in moment.program.writer:
            continue
        for k, cell in enumerate(np.ndindex(t.shape)):
            if k == CELLS * 4:
                items.append("<li>…</li>")
                break
            value = number(float(moment.trace[name][cell]), moment)
            yield
            items.append(f"<li>{escape(derivation.symbols.text(name, cell))} = {value}</li>")
    return f'<ul class="given">{"".join(items)}</ul>'


def _tables(moment: Moment, *, solved: bool) -> Pausing[str]:
    derivation, text, phase = Derivation(moment), "", ""
    head = "".join(f"<th>{escape(moment.text(f'sheet.{k}'))}</th>" for k in ("step", "number"))
    for step in moment.program.steps:
        if moment.program.ops[step.op].family == "frozen":
            continue
        if step.phase != phase:
            text += "</table>" if phase else ""
            phase = step.phase
            told = escape(moment.words[f"phase.{phase}"])
            text += f"<h2>{told}</h2><table><tr>{head}</tr>"
        text += _rows(moment, derivation, step, solved)
        yield
    return f"{text}</table>"


def _rows(moment: Moment, derivation: Derivation, step: Step, solved: bool) -> str:
    rows = ""
    formula = escape(equation(moment.program, step))
    for k, cell in enumerate(derivation.cells(step, CELLS)):
        symbol = escape(derivation.symbols.text(step.writes, cell))
        value = number(float(moment.trace[step.writes][cell]), moment) if solved else ""
        first = f"<code>{formula}</code><br>" if k == 0 else ""
        look = "" if solved else ' class="blank"'
        rows += f"<tr><td>{first}{symbol} =</td><td{look}>{value}</td></tr>"
    return rows


def number(value: float, moment: Moment) -> str:
    """A number with the decimal sign of the language and a real minus."""
    text = significant(value).replace("-", "\u2212")
    return text.replace(".", moment.words.get("export.file.decimal", "."))
