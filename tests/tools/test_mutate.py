"""The mutation script changes what it says, one thing at a time."""

import ast

from tools.mutate import LEFT_OUT, ROOT, mutants

SOURCE = '''
"""A module."""

def clamp(x, low=0, loud=True):
    """Within bounds."""
    if x < low and loud:
        print(x)
        return low + 1
    return x
'''


def test_each_mutant_changes_one_thing_and_is_a_program() -> None:
    found = list(mutants(SOURCE))
    assert {told for _, told, _ in found} == {
        *("Lt → LtE", "And → Or", "Add → Sub", "True → False", "condition turned"),
        *("0 → 1", "1 → 2", "returns None", "call left out"),
    }
    assert len({text for _, _, text in found}) == len(found)
    assert all(ast.parse(text) for _, _, text in found)
    assert all('"""Within bounds."""' in text for _, _, text in found)
    assert {line for line, told, _ in found if told == "Lt → LtE"} == {6}


def test_modules_of_the_page_in_a_folder_named_build_are_copied() -> None:
    names = [p.name for p in (ROOT / "static/view").iterdir()]
    assert "build" in names
    assert not LEFT_OUT(str(ROOT / "static/view"), names)
