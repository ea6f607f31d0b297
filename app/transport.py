"""A transport for uvicorn's protocol: it counts what is written and leaves closing to another."""

from collections.abc import Callable
from typing import Any


class Transport:
    """Passes on to the transport of the event loop."""

    def __init__(self, raw: Any, close: Callable[[], None]) -> None:
        """`close` is called whenever it should be closed."""
        self.raw, self.close = raw, close
        self.get_extra_info, self.abort = raw.get_extra_info, raw.abort
        self.pause_reading, self.resume_reading = raw.pause_reading, raw.resume_reading
        self.written = 0
        """Bytes that were given to it."""
        self.ended = False
        """Whether no more is written; the client may still be reading."""

    def write(self, data: bytes) -> None:
        """Send as soon as the client takes it; what comes too late for that is for nobody."""
        if not self.raw.is_closing():
            self.written += len(data)
            self.raw.write(data)

    def is_closing(self) -> bool:
        """Whether nothing can be written any more."""
        return self.ended or self.raw.is_closing()

    @property
    def unread(self) -> int:
        """Bytes that wait for the client to read."""
        return self.raw.get_write_buffer_size()  # type: ignore[no-any-return]

    def end(self, *, wait: bool) -> None:
        """Write no more. With `wait` the client closes first, as far as the transport can do that.

        A socket that is closed with something unread in it resets the connection, and an answer
        that is still on its way is lost.
        """
        self.ended = True
        if wait and self.raw.can_write_eof():
            self.raw.write_eof()
        else:
            self.raw.close()
