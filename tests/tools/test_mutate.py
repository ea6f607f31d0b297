"""The mutation script changes what it says, one thing at a time."""

import ast

from tools.mutate import mutants

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
