"""A transport for uvicorn's protocol: it counts what is written and leaves closing to another."""

from collections.abc import Callable
from typing import Any

BUFFER = 16 * 1024
"""Bytes that wait for the socket to take them, beyond which whoever streams has to wait."""
TOLD = b"\r\ncontent-length: "
"""Is in the head of an answer whose length is told."""


class Transport:
    """Passes on to the transport of the event loop."""

    def __init__(
        self, raw: Any, *, close: Callable[[], None], written: Callable[[int], None]
    ) -> None:
        """`close` is called whenever it should be closed; `written` after each write, with how
        many bytes more are unread than at the last count.
        """
        self.raw, self.close, self._after_write = raw, close, written
        self.get_extra_info = raw.get_extra_info
        self.pause_reading, self.resume_reading = raw.pause_reading, raw.resume_reading
        raw.set_write_buffer_limits(BUFFER)
        self.written = self.counted = 0
        """Bytes that were given to it; those of them that were unread at the last count."""
        self.head = b""
        """Of an answer whose length is told: it goes out with what follows at once."""
        self.ended = self.aborted = False
        """Whether no more is written, though the client may still be reading; nor sent."""

    def write(self, data: bytes) -> None:
        """Send as soon as the client takes it; what comes too late for that is for nobody."""
        if self.raw.is_closing():
            return
        if data.startswith(b"HTTP/") and TOLD in data and not self.head:
            self.head = data
            return
        self.written += len(self.head) + len(data)
        if self.head:
            self.raw.writelines((self.head, data))
            self.head = b""
        else:
            self.raw.write(data)
        before, self.counted = self.counted, self.raw.get_write_buffer_size()
        self._after_write(self.counted - before)

    def flush(self) -> None:
        """The answer is complete: nothing follows its head."""
        if self.head:
            self.write(b"")

    def release(self) -> None:
        """The connection is over: refer to nobody any more, so that it is forgotten at once."""
        self.close, self._after_write = self.raw.close, _nothing

    def is_closing(self) -> bool:
        """Whether nothing can be written any more."""
        return self.ended or self.raw.is_closing()

    @property
    def unread(self) -> int:
        """Bytes that wait for the client to read."""
        return 0 if self.aborted else self.raw.get_write_buffer_size()

    def count(self) -> int:
        """Count what is unread; how many bytes that is more than at the last count."""
        before, self.counted = self.counted, self.unread
        return self.counted - before

    def abort(self) -> None:
        """Close at once, whatever is unread."""
        self.ended = self.aborted = True
        self.raw.abort()

    def end(self, *, wait: bool) -> None:
        """Write no more. With `wait` the client closes first, as far as the transport can do that.

        A socket that is closed with something unread in it resets the connection, and an answer
        that is still on its way is lost.
        """
        self.flush()
        self.ended = True
        if wait and self.raw.can_write_eof():
            self.raw.write_eof()
        else:
            self.raw.close()


def _nothing(_: int) -> None:
    """What is done for nobody."""
