"""Every limit in one place: its name, its value, and why it is what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

PREFIX = "BACKPROP_LAB_"


def _limit(default: float, why: str) -> Any:
    return field(default=default, metadata={"why": why})


@dataclass(frozen=True)
class Limits:
    """The largest values that are accepted. Each can be set by BACKPROP_LAB_<NAME>."""

    body_bytes: int = _limit(
        4 * 1024 * 1024,
        "Bytes of a request body. 110,000 parameters with Adam's state are 3.5 MB of base64.",
    )
    json_bytes: int = _limit(
        256 * 1024,
        "The same without plain texts: all else is read piece by piece. 2,000 examples with short "
        "numbers fit.",
    )
    table_bytes: int = _limit(
        2 * 1024 * 1024,
        "Bytes of a table. 700 images of 28 × 28 pixels fit, or 2,000 rows with 100 numbers.",
    )
    url_bytes: int = _limit(
        8 * 1024,
        "Bytes of an address, its query included. What stands behind # is not sent.",
    )
    query_names: int = _limit(
        600,
        "Names in a query: settings of a table, and its columns that are targets or groups.",
    )
    header_bytes: int = _limit(
        32 * 1024, "Bytes of all header fields. A school's portal may send 8 KB of cookies."
    )
    header_count: int = _limit(100, "Header fields of a request. Browsers send twenty.")
    connections: int = _limit(
        2_000,
        "Connections at once in one process; where the system allows fewer files, those less 192.",
    )
    idle_seconds: float = _limit(5.0, "Seconds that a connection may be silent before a request.")
    head_seconds: float = _limit(10.0, "Seconds in which the head of a request must arrive.")
    body_seconds: float = _limit(60.0, "Seconds in which a body must arrive: 2 MB at 280 kbit/s.")
    waiting_bytes: int = _limit(
        32 * 1024 * 1024,
        "Bytes of all requests that wait for their rest or turn. Who waits longest makes room. "
        "Fewer where memory is scarce.",
    )
    unread_seconds: float = _limit(
        30.0, "Seconds without reading anything of an answer, before the connection is cut."
    )
    unread_bytes: int = _limit(
        64 * 1024 * 1024,
        "Bytes of all answers that are not read yet. Who has not read for longest makes room. "
        "Fewer where memory is scarce.",
    )
    json_depth: int = _limit(
        16, "Brackets inside brackets in a body. An experiment needs 7; a parser has a stack."
    )
    json_names: int = _limit(
        2_000, "Names and objects in a body. An experiment of twelve layers has 200."
    )
    json_lists: int = _limit(20_000, "Lists in a body: those of 2,000 small images.")
    name_length: int = _limit(80, "Code points of a name. Longer ones are not names.")
    layers: int = _limit(12, "Layers of a network. More cannot be told apart on a screen.")
    width: int = _limit(784, "Values of an input or a target: an image of 28 × 28.")
    parameters: int = _limit(
        110_000,
        "Weights and biases of a network, in a binary trace. 784-128-10 has 101,770.",
    )
    json_parameters: int = _limit(
        20_000, "The same in a JSON trace, whose numbers take three times the space."
    )
    examples: int = _limit(2_000, "Examples of an experiment.")
    trace_values: int = _limit(
        1_000_000, "Numbers in one trace, all tensors together: 8 MB in binary."
    )
    magnitude: float = _limit(
        1e6, "Size of an input, a target or a parameter. Squares stay far from overflow."
    )
    trace_seconds: float = _limit(
        2.0, "Predicted seconds of computing to reach an iteration, and of writing it."
    )
    step_milliseconds: float = _limit(
        5.0, "Predicted milliseconds of one step of a trace: nobody else is served meanwhile."
    )
    iteration_milliseconds: float = _limit(
        5.0, "Predicted milliseconds of one iteration of a run: nobody else is served meanwhile."
    )
    run_seconds: float = _limit(60.0, "Predicted seconds of computing in one run.")
    run_minutes: float = _limit(60.0, "Minutes that a run may stay open, however slow its pace.")
    frames_per_second: float = _limit(60.0, "Frames of a run each second; screens show no more.")
    runs: int = _limit(
        1_000,
        "Runs under way at once in one process. An address may have half of what others leave.",
    )
    spread_runs: int = _limit(100, "Runs of one spread, which differ in their seed alone.")
    list_values: int = _limit(
        10_000, "Numbers in a frame's list: so many can be posted back. Base64 has no such end."
    )
    run_values: int = _limit(
        50_000_000,
        "Numbers that all runs under way hold: 400 MB, less where memory is scarce. An address may "
        "have half of what others leave.",
    )
    surface_steps: int = _limit(100, "Points on each axis of a surface.")
    surface_values: int = _limit(
        500_000, "Numbers in the surfaces of one answer, all neurons together."
    )
    surface_seconds: float = _limit(1.0, "Predicted seconds of computing surfaces.")
    answer_values: int = _limit(500_000, "Numbers in the answers to data, all tensors together.")
    table_seconds: float = _limit(10.0, "Seconds of reading a table, in a process of its own.")
    answer_seconds: float = _limit(1.0, "Predicted seconds of computing answers to data.")

    export_values: int = _limit(
        200_000, "Numbers in an export: a script's examples, weights and state, a table's cells."
    )
    weights_bytes: int = _limit(
        1024 * 1024, "Bytes of a file of weights. 110,000 parameters as float64 are 880 KB."
    )

    explain_seconds: float = _limit(
        10.0, "Predicted seconds of checks, nudges, slices or pulls in one answer."
    )
    path_links: int = _limit(
        500_000, "Local derivatives between cells that paths run over, of all examples together."
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Limits":
        """Limits with the values that the environment sets.

        Raises ValueError, naming the variable, for a value that is not a positive number.
        """
        return cls(
            **{
                f.name: _number(PREFIX + f.name.upper(), environment, type(f.default))
                for f in fields(cls)
                if PREFIX + f.name.upper() in environment
            }
        )


def _number(variable: str, environment: Mapping[str, str], kind: type) -> Any:
    try:
        value = kind(environment[variable])
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ValueError(f"{variable} must be a positive {kind.__name__}")
    return value
