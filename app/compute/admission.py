"""Who may start a run: so many at once, so many numbers in memory.

An address may have half of what the others leave: so there is always something left for another.
"""

from collections import Counter
from collections.abc import Callable

from app.compute.client import Client
from app.limits import Limits
from app.problems import Problem


class Admission:
    """Counts the runs under way and the numbers they hold."""

    def __init__(self, limits: Limits) -> None:
        self.limits = {"runs": limits.runs, "run_values": limits.run_values}
        self.held: Counter[tuple[str, str]] = Counter()

    def enter(self, client: Client, values: int) -> Callable[[], None]:
        """Let a run begin that holds so many numbers; call what is returned when it is over.

        Raises Problem if there is no room.
        """
        asked = {"runs": 1, "run_values": values}
        for name, more in asked.items():
            limit = self.limits[name]
            own, of_all = self.held[client.address, name], self.total(name)
            if own + more > -(-(limit - (of_all - own)) // 2):
                if own:
                    raise _busy("You have as many runs under way as one client may have now.")
                raise _busy("As many runs are under way as this server takes.")
        entry = Counter({(client.address, name): more for name, more in asked.items()})
        self.held += entry

        def leave() -> None:
            self.held -= entry  # what comes to nothing is forgotten

        return leave

    def total(self, name: str) -> int:
        """How many runs there are, or numbers that they hold."""
        return sum(n for (_, what), n in self.held.items() if what == name)


def _busy(detail: str) -> Problem:
    return Problem("busy", detail, headers={"Retry-After": "5"})
