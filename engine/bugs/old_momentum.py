"""The step is made with the momentum of the last iteration: the gradient of this one comes late."""

from engine.bugs.bug import READS, Bug, Site, Wrong


class OldMomentum(Bug):
    """w′ is made from m where m′ belongs."""

    phase = "update"
    turn = READS
    needs = "an optimizer with momentum"

    def replace(self, at: Site) -> Wrong | None:
        if at.phase != "update" or "m_new" not in at.reads or "m" not in at.roles:
            return None
        return at.reading("m_new", at.roles["m"])
