"""Listening: a socket of our own, and the server with the worker beside it."""

from __future__ import annotations

import signal
import socket
import threading
import time
from dataclasses import dataclass
from types import FrameType

import uvicorn
from uvicorn.supervisors.multiprocess import Multiprocess

from tiekartta.jobs.worker import Worker

REQUEST_SECONDS = 3
WORKER_SECONDS = 2.0
PAGES_SILENT_SECONDS = 30
"""So long a process may be silent before it is taken for dead: a busy one may answer late."""
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - told apart, not listened to


@dataclass(frozen=True)
class Door:
    """An open socket, and the address by which a browser of this machine reaches it."""

    socket: socket.socket
    url: str


def listen(host: str, port: int) -> Door:
    """Open the port. Raises ValueError that says why it cannot be opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise ValueError(
            f"cannot listen to {host}, port {port}: {error}; choose another with --port"
        ) from error
    name = EVERY_ADDRESS.get(host, f"[{host}]" if ":" in host else host)
    return Door(listening, f"http://{name}:{listening.getsockname()[1]}")


class _Server(uvicorn.Server):
    """Tells the worker to stop in the same moment as the pages."""

    def __init__(self, config: uvicorn.Config, worker: Worker) -> None:
        super().__init__(config)
        self.worker = worker

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.worker.stop()
        super().handle_exit(sig, frame)


def serve_on(door: Door, *, with_worker: bool = True, processes: int = 1) -> None:
    """Serve until SIGINT or SIGTERM; then end within six seconds, whatever was going on.

    With several `processes` each serves pages from the same socket; this one watches them, begins a new
    one for each that died, and does queued work.
    """
    worker = Worker()
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    if with_worker:
        thread.start()
    config = uvicorn.Config(
        "tiekartta.shell.serving:application", log_config=None, log_level="warning", access_log=False,
        timeout_graceful_shutdown=REQUEST_SECONDS, server_header=False, lifespan="off", workers=processes,
        timeout_worker_healthcheck=PAGES_SILENT_SECONDS,
    )  # fmt: skip
    # uvicorn raises the signal again when it has ended; the worker still needs its moment.
    before = {
        number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        if processes == 1:
            _Server(config, worker).run(sockets=[door.socket])
        else:
            Multiprocess(config, sockets=[door.socket]).run()
    finally:
        worker.stop()
        end = time.monotonic() + WORKER_SECONDS
        while thread.is_alive() and time.monotonic() < end:
            thread.join(timeout=0.1)
        for number, handler in before.items():
            signal.signal(number, handler)
