"""What a trace may be, settled from its program before any of it is computed."""

from app.compute import cost_model
from app.limits import Limits
from app.problems import Fault, Problem
from engine import Program


def iterations(program: Program, width: int, limits: Limits, *, binary: bool) -> int:
    """How many iterations a trace may run, the one that is shown included.

    `program` is that of the largest batch, `width` the values in an input. Raises Problem where a
    limit is passed.
    """
    _check_size(program, width, limits, binary)
    nearest = cost_model.largest_batch_of_steps(program, limits.step_milliseconds / 1000)
    if nearest < program.batch:
        detail = "One step takes too long; use a smaller batch or network."
        fault = _fault("/experiment/batch", detail, nearest or None)
        raise Problem("too-much-work", detail, [fault])
    once = cost_model.iteration(program)
    written = 0 if binary else cost_model.NUMBER * program.size
    most = int((limits.trace_seconds - written) / once)
    if most < 1:
        detail = "One iteration takes too long; use a smaller batch or network."
        raise Problem("too-much-work", detail, [_fault("/experiment/batch", detail)])
    return most


def check_iteration(iteration: int, nearest: int) -> None:
    """Raise Problem for an iteration behind the last one that may be asked for."""
    if iteration > nearest:
        detail = f"The work allowed for this network ends at iteration {nearest}."
        raise Problem("too-much-work", detail, [_fault("/iteration", detail, nearest)])


def _check_size(program: Program, width: int, limits: Limits, binary: bool) -> None:
    count = sum(program.tensors[name].size for name in program.parameters)
    in_json = "parameters in JSON; ask for application/octet-stream"
    for pointer, size, limit, of_what in (
        ("/experiment/layers", count, limits.parameters, "parameters"),
        ("/experiment/layers", 0 if binary else count, limits.json_parameters, in_json),
        ("/experiment/inputs", width, limits.width, "values in an input"),
        ("/experiment", program.size, limits.trace_values, "values; use fewer examples or units"),
    ):
        if size > limit:
            detail = f"A trace may have at most {limit} {of_what}."
            raise Problem(
                "out-of-range", detail, [Fault(pointer=pointer, detail=detail, limit=limit)]
            )


def _fault(pointer: str, detail: str, limit: int | None = None) -> Fault:
    return Fault(pointer=pointer, detail=detail, limit=limit, nearest=limit)
