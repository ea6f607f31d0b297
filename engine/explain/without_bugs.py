"""What an iteration would have been without its bugs."""

from engine.run.checkpoint import Checkpoint
from engine.run.iteration import Trace
from engine.run.trace import trace


def without_bugs(done: Trace) -> Trace:
    """The same iteration by the right program: same parameters, state, examples and chance."""
    if not done.program.bugs:
        return done
    start = Checkpoint(done.iteration, done.vector[done.program.carried])
    return trace(done.experiment.right, done.iteration, start)
