"""Arrays as text of a script: a few numbers as people read them, many in base64."""

import base64
import textwrap

from engine.op import Array

FEW = 200
"""Most numbers of an array that stand there to be read."""

WIDE = 96


def literal(array: Array) -> str:
    """An expression that gives the array again, to the last bit; np and `numbers` are known.

    Of any shape.
    """
    if array.size > FEW:
        text = base64.b64encode(array.astype("<f8").tobytes()).decode()
        lines = "\n".join(text[k : k + WIDE] for k in range(0, len(text), WIDE))
        return f'numbers("""\n{lines}\n""", {", ".join(map(str, array.shape))})'
    return f"np.array({_rows(array, 1)})" if array.ndim else repr(float(array))


def _rows(array: Array, depth: int) -> str:
    """Nested lists, a row a line where they are long."""
    text, pad = repr(array.tolist()), "    " * depth
    if len(text) <= WIDE - 20:
        return text
    if array.ndim > 1:
        inside = "".join(f"{pad}{_rows(row, depth + 1)},\n" for row in array)
    else:
        numbers = f"{text[1:-1]},"
        inside = textwrap.fill(numbers, WIDE, initial_indent=pad, subsequent_indent=pad) + "\n"
    return f"[\n{inside}{pad[4:]}]"
