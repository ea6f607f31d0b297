"""The op protocol: rules from methods, settings with bounds, a schema from both."""

from dataclasses import dataclass

import pytest

from engine.families.activation import ActivationOp, Elementwise
from engine.ops.initial.distributions import Constant
from engine.rule import rule
from engine.settings import InvalidSetting, bounded, choice, is_number


@dataclass(frozen=True)
class _Scaled(Elementwise):
    """a = β z."""

    beta: float = bounded(2.0, low=1.0, high=3.0)
    size: int = bounded(4, low=1)
    side: str = choice("left", "right")
    kinks = (1.0,)

    @rule("beta * z")
    def a(self, out, z):
        out[...] = self.beta * z

    @rule("beta")
    def s(self, out):
        out.fill(self.beta)


def test_a_rule_is_read_off_its_method():
    rules = _Scaled.rules
    assert list(rules) == ["a", "s", "d_z"]
    assert (rules["a"].writes, rules["a"].reads, rules["a"].cell) == ("a", ("z",), "beta * z")
    assert [r.writes for r in _Scaled().forward] == ["a"]
    assert [r.writes for r in _Scaled().backward] == ["s", "d_z"]


def test_the_kind_is_the_name_in_small_letters():
    assert _Scaled.kind == "__scaled"[1:]


def test_kinks_make_it_rough():
    assert not _Scaled.smooth
    assert ActivationOp.smooth


def test_the_schema_holds_type_bounds_options_and_default():
    properties = _Scaled.schema()["properties"]
    assert properties["beta"] == {"type": "number", "minimum": 1.0, "maximum": 3.0, "default": 2.0}
    assert properties["size"] == {"type": "integer", "minimum": 1, "default": 4}
    assert properties["side"] == {"enum": ["left", "right"], "default": "left"}
    assert _Scaled.schema()["required"] == ["kind"]


def test_settings_take_the_type_of_their_field():
    made = _Scaled(beta=2, size=3.0)
    assert (type(made.beta), type(made.size)) == (float, int)
    assert made.constants({})["beta"].value == 2.0


def test_zero_has_no_sign_in_settings():
    """Networks with equal settings are one, so what is made of them must be one."""
    assert str(Constant(value=-0.0).value) == "0.0"


@pytest.mark.parametrize(
    ("settings", "limit", "nearest"),
    [
        ({"beta": 0}, 1.0, 1.0),
        ({"beta": 9}, 3.0, 3.0),
        ({"size": 1.4}, None, 1),
        ({"side": "up"}, ["left", "right"], None),
        ({"beta": "2"}, None, None),
        ({"beta": float("nan")}, None, None),
        ({"size": False}, None, None),
    ],
)
def test_a_setting_that_does_not_fit_is_told(settings, limit, nearest):
    with pytest.raises(InvalidSetting) as caught:
        _Scaled(**settings)
    assert caught.value.name in settings
    assert (caught.value.limit, caught.value.nearest) == (limit, nearest)


@pytest.mark.parametrize("value", [0, 1.5, -3])
def test_numbers(value):
    assert is_number(value)


@pytest.mark.parametrize("value", [True, "1", None, [], float("inf"), 10**400, 1j])
def test_no_numbers(value):
    assert not is_number(value)
