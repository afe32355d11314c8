"""A whole house for journeys: `tiekartta serve` as a process of its own, on a database of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

OWNER = "oona.omistaja@esimerkkila.example"
PASSPHRASE = "kuusi-harmaata-hanhea"
READY_SECONDS = 60


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class House:
    """Starts, kills and starts again; runs commands on the same database."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None
        self.environment = {
            **os.environ,
            "DATABASE_URL": "",
            "TIEKARTTA_DATA_DIR": str(folder),
            "TIEKARTTA_URL": self.address,
            "TIEKARTTA_EMAIL_URL": f"filemail:///{folder}/post",
            "TIEKARTTA_COMPUTE": "inline",
            **environment,
        }

    def command(self, *words: str, answer: str = "", code: int = 0) -> str:
        """Run `tiekartta WORDS`; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "tiekartta", *words], env=self.environment, input=answer, text=True,
            capture_output=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == code, (words, done.stdout, done.stderr)
        return done.stdout

    def set_up(self) -> None:
        """Make the first administrator."""
        self.command(
            "setup", "--email", OWNER, "--name", "Oona Omistaja", "--organisation",
            "Esimerkkilän hyvinvointialue", "--passphrase-file", "-", answer=PASSPHRASE + "\n",
        )  # fmt: skip

    def start(self) -> None:
        """Serve and wait until ready."""
        command = [sys.executable, "-m", "tiekartta", "serve", "--port", str(self.port)]
        with (self.folder / "serve.log").open("a") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=subprocess.STDOUT, text=True
            )
        try:
            self.wait_until_ready()
        except TimeoutError:
            self.stop()
            raise

    def wait_until_ready(self) -> None:
        """Poll /readyz."""
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=2) as response:  # noqa: S310 - our own address
                    if response.status == 200:
                        return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise TimeoutError((self.folder / "serve.log").read_text())

    def kill(self) -> None:
        """SIGKILL, as when the machine's memory runs out."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """SIGTERM, and SIGKILL when that does not help."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
