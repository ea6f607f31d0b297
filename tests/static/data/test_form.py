"""Forms come from the schemas of the kinds there are; numbers are read as people type them."""

from typing import Any

from engine import example
from engine.ops import registry
from tests.static.pure import Core

SCHEMAS: list[dict[str, Any]] = [
    {"kind": k, "family": op.family, "schema": op.schema()} for k, op in registry.items()
]


def run(core: Core, code: str, **values: Any) -> Any:
    """What an expression over core/data/form.js gives."""
    names = ", ".join(["form", *values])
    return core.evaluate(
        f"async ({{base, ...rest}}) => {{ const form = await import(`${{base}}/core/data/form.js`);"
        f" return (({{{names}}}) => {code})({{form, ...rest}}); }}",
        **values,
    )


def test_every_setting_of_every_kind_has_a_field_with_its_bounds(core: Core) -> None:
    found = run(core, "kinds.map((kind) => form.fieldsOf(kind))", kinds=SCHEMAS)
    for kind, fields in zip(SCHEMAS, found, strict=True):
        rules = {n: r for n, r in kind["schema"]["properties"].items() if n != "kind"}
        assert [field["name"] for field in fields] == list(rules)
        for field in fields:
            rule = rules[field["name"]]
            assert field["options"] == rule.get("enum")
            assert field["least"] == rule.get("minimum")
            assert field["most"] == rule.get("maximum", rule.get("maxLength"))
            assert field["text"] == (rule.get("type") == "string")
            assert field["whole"] == (rule.get("type") == "integer")


def test_a_new_kind_starts_from_its_presets_and_keeps_what_fits(core: Core) -> None:
    kinds = {k["kind"]: k for k in SCHEMAS}
    assert run(core, "form.fresh(kind)", kind=kinds["leaky_relu"]) == {
        "kind": "leaky_relu",
        "alpha": registry["leaky_relu"]().to_json()["alpha"],
    }
    before = {"kind": "half_sse", "reduction": "mean"}
    assert run(core, "form.fresh(kind, before)", kind=kinds["mse"], before=before) == {
        "kind": "mse",
        "reduction": "mean",
    }


def test_a_changed_value_leaves_the_document_before_as_it_was(core: Core) -> None:
    before = example("mazur-2-2-2").experiment.to_json()
    after, kept = run(
        core,
        "[form.withValue(before, ['inputs', 0, 1], 7), before]",
        before=before,
    )
    assert kept == before
    assert after["inputs"] == [[0.05, 7]]
    assert {k: v for k, v in after.items() if k != "inputs"} == {
        k: v for k, v in before.items() if k != "inputs"
    }


def test_equal_looks_at_what_is_said_and_not_at_the_order(core: Core) -> None:
    pairs: list[tuple[Any, Any, bool]] = [
        ({"a": 1, "b": [1, 2]}, {"b": [1, 2], "a": 1}, True),
        ({"a": 1}, {"a": 1, "b": None}, False),
        ({"a": None}, {"b": None}, False),
        ([1, 2], [2, 1], False),
        (None, {}, False),
    ]
    for a, b, same in pairs:
        assert run(core, "form.equal(a, b)", a=a, b=b) is same


def test_numbers_are_read_as_people_type_them(core: Core) -> None:
    typed = {"0.5": 0.5, " 0,5 ": 0.5, "1e9": 1e9, "−0.25": -0.25, ".5": 0.5, "-3": -3}
    wrong = ["", " ", "abc", "1e999", "0.1.2", "NaN", "Infinity"]
    assert run(core, "texts.map(form.parse)", texts=list(typed)) == list(typed.values())
    assert run(core, "texts.map(form.parse)", texts=wrong) == [None] * len(wrong)


def test_a_written_number_reads_back_to_the_last_bit(core: Core) -> None:
    numbers = [0, 0.1, -0.25, 1e9, 123456789.123, -1e300, 5e-324, 1 / 3]
    assert run(core, "all.map((x) => form.parse(form.writtenValue(x)))", all=numbers) == numbers
    assert run(core, "form.writtenValue(1e9)") == "1e9"


def test_biases_are_frozen_and_trained_by_name(core: Core) -> None:
    assert run(core, "form.freeze(['W1'], ['b1', 'b2'], false)") == ["W1", "b1", "b2"]
    assert run(core, "form.freeze(['W1', 'b1'], ['b1', 'b2'], true)") == ["W1"]
