"""One word for one thing: the terms of the glossary in both catalogues, judged by sense."""

import re
from pathlib import Path

from app.schemas.kinds import kinds
from tests.project.test_locales import catalogue

ENGLISH, KOREAN = catalogue("en"), catalogue("ko")

# Where a worked example is meant, and no row of the data.
WORKED_EXAMPLE = {
    "author.two-neuron-chain", "example.back", "example.choose", "example.title", "hide.examples",
    "link.broken", "link.example", "link.file", "published.nothing", "published.own", "safe.what",
}  # fmt: skip

# Texts that name what can be pressed, and the words that stand on it.
NAMED = {
    "branch.begun": ["inspector.compare"],
    "hide.unknown": ["share", "share.class"],
    "inspector.startPress": ["timeline.step.short"],
    "stage.start": ["timeline.step.short"],
    "train.empty": ["train.start"],
}

FIELDS = {
    "activation", "batch", "biases", "clip", "initial", "initial_bias", "kind", "learning_rate",
    "loss", "optimizer", "penalty", "reads", "schedule", "seed",
}  # fmt: skip


def test_slope_and_gradient_are_two_words_in_korean() -> None:
    about_slope = {
        key for key, text in ENGLISH.items() if re.search(r"\bslopes?\b", text, re.IGNORECASE)
    }
    about_gradient = {key for key, text in ENGLISH.items() if "gradient" in text.lower()}
    assert about_slope
    assert not {
        key
        for key in about_slope - about_gradient
        if "기울기" in KOREAN[key] or "가파" not in KOREAN[key]
    }
    assert not {key for key in about_gradient - about_slope if "가파르기" in KOREAN[key]}


def test_a_row_of_data_is_no_worked_example_in_korean() -> None:
    assert {key for key, text in KOREAN.items() if "예제" in text} == WORKED_EXAMPLE


def test_what_a_text_tells_to_press_is_there() -> None:
    for words in (ENGLISH, KOREAN):
        for key, buttons in NAMED.items():
            assert not [button for button in buttons if words[button] not in words[key]]
    told = {
        key: name
        for key, text in ENGLISH.items()
        for name in re.findall(r"\b[Pp]ress ([A-Z]\w+)", text)
    }
    labels = {ENGLISH[key] for key in ("timeline.play", "timeline.step.short", "train.start")}
    assert told
    assert set(told.values()) <= labels


def test_iterations_are_numbered_from_one_and_counted_when_done() -> None:
    for key, text in ENGLISH.items():
        named = re.findall(r"\b[Ii]teration \{(\w+)\}", text)
        assert set(named) <= {"number"}, key


def test_dashes_mean_test_examples_in_every_curve() -> None:
    view = Path(__file__).parents[2] / "static" / "view"
    curves = [*(view / "compare").glob("*.js"), *(view / "timeline").glob("*.js")]
    dashed = re.findall(r".*\[\d+, \d+\]\);", "".join(f.read_text("utf-8") for f in curves))
    assert [line.strip() for line in dashed] == [
        "draw(ctx, now.record, testLoss, box, ink.loss, 1.25, [3, 3]);"
    ]


def test_every_field_of_the_build_panel_is_explained_in_two_lines() -> None:
    families = {"activation", "layer", "loss", "optimizer", "initial", "schedule", "clip"}
    names = {(field, "") for field in FIELDS}
    for kind in kinds().model_dump(mode="json")["kinds"]:
        if kind["family"] in families | {"penalty"}:
            names |= {(name, kind["kind"]) for name in kind["schema"]["properties"]}
    for words in (ENGLISH, KOREAN):
        about = {
            (name, kind): words.get(f"about.{kind}.{name}") or words.get(f"about.{name}", "")
            for name, kind in names
        }
        assert not [at for at, text in about.items() if not 10 <= len(text) <= 110]
