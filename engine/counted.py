"""A number of things in words: one thing, two things."""


def counted(count: int | str, thing: str) -> str:
    """`1 number`, `2 numbers`, `2 × 3 numbers`: a text is a count as it is to be read."""
    said = f"{count:,}" if isinstance(count, int) else count
    return f"{said} {thing}" if said == "1" else f"{said} {thing}s"
