"""A sample of the tables that `python -m tools.tables_generated` makes by the thousand."""

from hypothesis import HealthCheck, given, seed, settings

from tests.engine.tables.generated import Made, tables
from tests.engine.tables.judge import faults


@seed(14)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables())
def test_no_value_is_changed_without_a_finding(made: Made) -> None:
    assert faults(made) == []


def test_a_fault_is_found() -> None:
    """The judge can see: the same table with other numbers is not right."""
    made = Made("n0,kind\n1.5,a\n2.5,b\n3.5,a\n", [[1.5], [2.25], [3.5]], ["a", "b", "a"], "comma")
    assert faults(made) == ["3:1 2.25 was read as 2.5"]
