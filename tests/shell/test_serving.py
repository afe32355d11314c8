"""`tiekartta serve` as a process of its own: what it prints, answers, keeps out of its log, and how it ends."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tiekartta.shell import static_files

STATIC = Path(static_files.__file__).parent / "static"
SECONDS = 30
TOKEN = "kutsu-tunnus-KLMN"


@dataclass
class House:
    """A running server."""

    process: subprocess.Popen[str]
    port: int
    told: list[str]
    environment: dict[str, str]
    log: Path

    def ask(
        self, method: str, address: str, headers: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request(method, address, headers={"Connection": "close", **(headers or {})})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    def get(self, address: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        return self.ask("GET", address, headers)


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tiekartta", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house in an empty folder, on any free port."""
    folder = tmp_path_factory.mktemp("house")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TIEKARTTA_", "DATABASE_URL", "COV_"))
    }
    environment = {
        **kept,
        "TIEKARTTA_DATA_DIR": str(folder / "data"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    log = folder / "log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tiekartta", "serve", "--port", "0"],
            env=environment, stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(2)]
        port = re.search(r":(\d+)/", told[0])
        if port is None:
            process.kill()
            pytest.fail(f"{told} {log.read_text()}")
        yield House(process, int(port[1]), told, environment, log)
        process.kill()
        process.wait()
        process.stdout.close()


def test_it_says_where_it_is_and_how_to_begin(house: House) -> None:
    assert (
        house.told[0] == f"Tiekartta answers at http://127.0.0.1:{house.port}/  (stop with Ctrl+C)"
    )
    link = re.fullmatch(
        rf"First use: open http://127\.0\.0\.1:{house.port}(/setup/\?avain=\S+)", house.told[1]
    )
    assert link is not None
    response, body = house.get(link[1], **{"Accept-Language": "fi"})
    assert (response.status, b'<html lang="fi">' in body) == (200, True)
    response, _body = house.get("/")
    assert (response.status, response.headers["Location"]) == (302, "/setup/")


def test_it_is_alive_and_ready(house: House) -> None:
    for address, status in (("/healthz", "ok"), ("/readyz", "ready")):
        response, body = house.get(address)
        assert (response.status, json.loads(body)) == (200, {"status": status})
        assert "Server" not in response.headers


def test_static_files_are_kept_for_a_year_by_their_version(house: House) -> None:
    _response, page = house.get("/setup/")
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())
    assert len(addresses) >= 8
    for address in addresses:
        response, body = house.get(address)
        name = address.removeprefix("/static/").split("?")[0]
        assert (response.status, body) == (200, (STATIC / name).read_bytes())
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    bare, _body = house.get(addresses[0].split("?")[0])
    assert bare.headers["Cache-Control"] == "max-age=60, public"
    old, _body = house.get(addresses[0].split("?")[0] + "?v=000000000000")
    assert old.headers["Cache-Control"] == "max-age=60, public", (
        "a page of the version before still gets its style"
    )
    again, body = house.get(addresses[0], **{"If-None-Match": bare.headers["ETag"]})
    assert (again.status, body) == (304, b"")


def test_no_static_file_refers_to_another_by_itself() -> None:
    """Such a reference would carry no version, and be old for a year."""
    for path in [*STATIC.rglob("*.css"), *STATIC.rglob("tiekartta/*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"url\(\s*['\"]?(?!data:|['\"]?#)[\w./]", text), path
        assert not re.search(r"@import\s+(?:url|['\"])|^import\s|\bimport\(", text, re.MULTILINE), (
            path
        )


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(house: House) -> None:
    with socket.create_connection(("127.0.0.1", house.port), timeout=SECONDS) as client:
        head = "POST /kieli/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\nAccept-Language: sv\r\n\r\n"
        client.sendall(head.encode())
        assert client.recv(12) == b"HTTP/1.1 413"


def test_hostile_requests_leave_no_trace_of_content_in_the_log(house: House) -> None:
    assert house.get(f"/kutsu/{TOKEN}/")[0].status == 404
    assert house.get(f"/{TOKEN}%00")[0].status == 400
    assert house.get("/" + TOKEN * 1000)[0].status == 400
    assert house.get(f"/?a={TOKEN}", Host=f"{TOKEN}.example")[0].status == 400
    with socket.create_connection(("127.0.0.1", house.port), timeout=SECONDS) as client:
        client.sendall(f"{TOKEN} nonsense\r\n\r\n".encode())
        assert client.recv(12) == b"HTTP/1.1 400"
    log = house.log.read_text(encoding="utf-8")
    assert TOKEN not in log
    assert "127.0.0.1" not in log
    assert all("event" in json.loads(line) for line in log.splitlines())


def test_a_port_that_is_taken_is_told_in_one_line(house: House) -> None:
    second = run(house.environment, "serve", "--port", str(house.port))
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith(f"tiekartta: cannot listen to 127.0.0.1, port {house.port}: ")
    assert second.stderr.count("\n") == 1


def test_it_ends_soon_after_sigterm(house: House) -> None:
    """The last test of this house; a connection left open and a request half sent do not hold it up.

    It says six seconds; a busy machine is given more.
    """
    with socket.create_connection(("127.0.0.1", house.port), timeout=SECONDS) as idle:
        idle.sendall(b"POST /kieli/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf")
        time.sleep(0.2)
        house.process.send_signal(signal.SIGTERM)
        assert house.process.wait(timeout=SECONDS) == 0
    checked = run(house.environment, "check")
    assert (checked.returncode, "the journal is whole" in checked.stdout) == (0, True), (
        checked.stderr
    )


def test_a_process_is_warm_before_it_takes_its_first_visitor() -> None:
    """Of several processes only one is asked whether it is ready; visitors of the others must not wait either."""
    program = (
        "import tiekartta.shell.serving\n"
        "from django.template import engines\n"
        "from django.urls import get_resolver\n"
        "(loader,) = engines['django'].engine.template_loaders\n"
        "print('urlconf_module' in vars(get_resolver()), bool(loader.get_template_cache))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["True", "True"], "")
