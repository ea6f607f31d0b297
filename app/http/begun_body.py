"""The body of an answer that has begun, for who streams: through all layers of the app a small
frame takes longer than it takes to be made.
"""

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from app.http.transport import Transport


class BegunBody:
    """Writes pieces as chunks (RFC 9112, 7.1); what ends the body goes through the app."""

    def __init__(
        self, cycle: RequestResponseCycle, out: Transport, before: bytes, behind: bytes
    ) -> None:
        """`before` and `behind` stand around each piece."""
        self.out, self.flow, self.more = out, cycle.flow, len(before) + len(behind)
        self.chunk = b"%%x\r\n%b%%b%b\r\n" % (before, behind)

    def write(self, piece: bytes) -> bool:
        """Write a piece; whether there is room for the next."""
        self.out.write(self.chunk % (len(piece) + self.more, piece))
        return not self.flow.write_paused

    async def drain(self) -> None:
        """Wait for room. There is some, too, when the connection is lost."""
        await self.flow.drain()
