"""Which cells can be followed and nudged: those of parameters, of the input, of what ops give."""

from engine.explain.moved import Cell
from engine.kept import beside
from engine.op import Shape
from engine.program.program import Program

KINDS = ("parameter", "input", "output")


@beside
def followed(program: Program) -> tuple[str, ...]:
    """Names of the tensors that can be, in the order of the table."""
    names = program.tensors
    return tuple(n for n, t in names.items() if t.kind in KINDS and f"d_{n}" in names)


def at(program: Program, tensor: str, cell: Cell) -> int:
    """The flat place of a cell.

    Raises KeyError for a tensor that cannot be followed, with those that can (the input only with
    `input_gradient`), and IndexError for a cell that it has not.
    """
    names = followed(program)
    if tensor not in names:
        raise KeyError(f"no gradient of {tensor}; there are those of {', '.join(names)}")
    shape = program.tensors[tensor].shape
    flat, inside = 0, len(cell) == len(shape)
    for place, size in zip(cell, shape, strict=False):
        flat, inside = flat * size + place, inside and 0 <= place < size
    if not inside:
        raise IndexError(f"{tensor} has shape {shape} and no cell {cell}")
    return flat


def unravelled(flat: int, shape: Shape) -> Cell:
    """The cell at a flat place."""
    cell: Cell = ()
    for size in reversed(shape):
        flat, place = divmod(flat, size)
        cell = (place, *cell)
    return cell
