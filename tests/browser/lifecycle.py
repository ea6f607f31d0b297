"""Servers to be stopped and started again at the same port."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from typing import Any, Protocol

from tests.app.live import serving
from tests.browser.nginx import free_port
from tests.waiting import wait_until


class Stoppable(Protocol):
    """What a page may lose and get back."""

    port: int

    def start(self) -> None:
        """Start it, and wait until it answers."""

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, and wait until it is gone."""


class Thread:
    """An app in a thread: to a page that waits for no answer, it is gone as a process is."""

    def __init__(self, app: Any) -> None:
        self.app, self.port, self.running = app, free_port(), ExitStack()
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        listener = socket.create_server(("127.0.0.1", self.port))
        self.running.enter_context(serving(self.app, sockets=[listener]))

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, and wait until it is gone."""
        self.running.close()


class Process:
    """The app as an operator runs it, to be killed in the middle of an answer."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "app", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=os.environ.copy())
        wait_until(self.listens)

    def listens(self) -> bool:
        """Whether somebody is there."""
        assert self.process.poll() is None, "the server did not start"
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, and wait until it is gone."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None
