"""The weights are updated too early: the layer before gets its delta from the new ones."""

from engine.bugs.bug import READS, Bug, Site, Wrong


class HiddenDeltaFromUpdatedWeights(Bug):
    """δ of a hidden layer is made with W′ instead of W: the slip of the most quoted example."""

    turn = READS
    needs = "a hidden layer behind which another one is trained"

    def replace(self, at: Site) -> Wrong | None:
        if at.phase != "backward" or not at.gives_input_gradient:
            return None
        renewed = f"{at.reads['W']}'"
        return at.reading("W", renewed) if renewed in at.shapes else None
