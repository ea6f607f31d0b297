"""Roles are asked of their records: nobody compares a role's name, and every op has its record."""

import ast
import re
from pathlib import Path

import pytest

from engine.formula import names, parse
from engine.ops import registry
from engine.roles import KINDS, Role

ROOT = Path(__file__).parents[2]
OWN = ROOT / "engine" / "ops"
PYTHON = [
    path
    for folder in ("engine", "app", "tests", "tools")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if OWN not in path.parents
]
SCRIPTS = [
    path for name in ("core", "view") for path in sorted((ROOT / "static" / name).rglob("*.js"))
]
NAMES = {name for op in registry.values() for name in op.roles}
ROLES = NAMES | {f"d_{name}" for name in NAMES}


def compared(tree: ast.AST) -> list[str]:
    """Comparisons of something called a role with names of roles."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        named = any(re.search(r"""\brole(?:['"]\])?$""", ast.unparse(side)) for side in sides)
        items = [i for s in sides for i in (s.elts if isinstance(s, ast.Tuple | ast.Set) else [s])]
        words = {item.value for item in items if isinstance(item, ast.Constant)}
        if named and words & ROLES:
            found.append(ast.unparse(node))
    return found


def in_script(text: str) -> list[str]:
    """The same in JavaScript, and roles that are reached by their name."""
    either = "|".join(map(re.escape, sorted(ROLES)))
    of_role = rf"""\brole\b\s*[!=]==?\s*["'](?:{either})["']"""
    return re.findall(
        rf"{of_role}|\b(?:op|step|before|current)\.(?:roles|ends|reads)\.(?:{either})\b", text
    )


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_compares_the_name_of_a_role(path: Path) -> None:
    assert not compared(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_script_compares_the_name_of_a_role(path: Path) -> None:
    assert not in_script(path.read_text("utf-8"))


def test_such_a_comparison_would_be_found() -> None:
    assert compared(ast.parse('t.role == "W"'))
    assert compared(ast.parse('"d_z" != tensor.role'))
    assert compared(ast.parse('role in ("W", "b")'))
    assert not compared(ast.parse('t.role_kind == "weight"'))
    assert in_script('if (t.role === "W") x();')
    assert in_script("op.roles.z")


@pytest.mark.parametrize("kind", registry)
def test_every_role_of_a_rule_has_its_record(kind: str) -> None:
    op = registry[kind]
    free = {"w", "eta", "k"} if op.family in UPDATES else set()
    for rule in op.rules.values():
        for role in {rule.writes, *rule.reads}:
            known = role.removeprefix("d_").removesuffix("_new")
            assert {role, known} & {*op.roles, *free}, f"{kind} has no record of its role {role}"


@pytest.mark.parametrize("kind", registry)
def test_the_formula_of_a_rule_names_what_it_reads(kind: str) -> None:
    for rule in registry[kind].rules.values():
        named = names(parse(rule.cell))
        assert {*rule.reads} & named or not rule.reads, f"{kind}.{rule.writes}"


@pytest.mark.parametrize("kind", registry)
def test_the_symbols_of_an_op_take_indices(kind: str) -> None:
    for name, role in registry[kind].roles.items():
        for symbol in (role.symbol, role.matrix, role.gradient):
            bare = symbol
            while re.search(r"\{[^{}]*\}", bare):
                bare = re.sub(r"\{[^{}]*\}", "", bare)
            assert "^" not in bare, f"{kind}.{name}: put {symbol} in braces"
            assert "_" not in bare.partition("@")[0] or "@" not in bare, f"{kind}.{name}: {symbol}"


def test_what_acts_together_in_an_update_writes_under_different_names() -> None:
    """Every optimizer with every clip, penalty and schedule: g_W1 is written once."""
    written = {
        (op.family, rule.writes)
        for op in registry.values()
        if op.family in UPDATES[:-1]
        for rule in op.rules.values()
        if not rule.writes.endswith("_new")
    }
    families: dict[str, list[str]] = {}
    for family, role in sorted(written):
        families.setdefault(role, []).append(family)
    assert not {role: f for role, f in families.items() if len(f) > 1}


UPDATES = ("optimizer", "clip", "penalty", "schedule", "frozen")


def test_a_role_is_of_a_known_kind() -> None:
    with pytest.raises(ValueError, match="weight"):
        Role("heaviness")
    assert {role.kind for op in registry.values() for role in op.roles.values()} <= set(KINDS)
