"""A hall answers a survey: so many phones in so many seconds, on this machine's loopback only.

    python benchmarks/room.py [--phones 200] [--seconds 60] [--database sqlite|postgres://…] [--workers 1]
                              [--codes] [--kill] [--keep FOLDER]

Makes a house with one open survey of seven questions, serves it by ``tiekartta serve`` and lets phones
without scripts and cookies walk it page by page: they come one after another, load the styles of the
first page, think as long as people do, send, and keep the receipt that they are shown. Nothing is
retried. Told are errors, the times of pages (median, p95, p99, longest) and of static files, the CPU
of the serving processes, the machine's load before and after, and whether **every receipt that a phone
was shown is in the database afterwards**, each once, also when the survey has closed and every seal was
opened. With ``--codes`` as many codes must be used as answers are there. With ``--kill`` all serving processes
are killed with SIGKILL in the middle and begun again: phones that were refused try again, and what was
acknowledged must be there.

A database of PostgreSQL is emptied first: give it one of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import html
import json
import os
import platform
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
MOST_PHONES, MOST_SECONDS = 2_000, 600
PATIENCE = 20.0
"""Seconds after which a phone gives a request up."""
FIELD = re.compile(r'<(?:input|textarea|select)[^>]*?\sname="([^"]+)"[^>]*>')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
RADIO = re.compile(
    r'<input class="ds-input" type="(?:radio|checkbox)"[^>]* name="(q-[^"]+)" value="([^"]+)"'
)
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
RECEIPT = re.compile(r"data-code>([0-9A-Z-]{14})<")
TEXTS = (
    "Puheluihin pitäisi vastata saman päivän aikana.", "Lisää aikaa kohtaamiseen, vähemmän kirjaamista.",
    "Jonot ovat pitkiä. Kukaan ei kerro, missä mennään.", "Samaa asiaa ei pitäisi kertoa viidelle ihmiselle.",
)  # fmt: skip


@dataclass
class Told:
    """What the phones saw."""

    pages: list[float] = field(default_factory=list)
    statics: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    retried: int = 0
    receipts: list[str] = field(default_factory=list)


class Phone:
    """One respondent. Each request has a connection of its own."""

    def __init__(
        self, port: int, survey: str, told: Told, chance: random.Random, *, code: str, tries: int
    ) -> None:
        self.port, self.survey, self.told, self.chance = port, survey, told, chance
        self.code, self.tries = code, tries
        self.action = f"/vastaa/{survey}/fi/"

    async def answer(self, *, comes: float, takes: float) -> None:
        """Come, walk every page and keep the receipt."""
        await asyncio.sleep(comes)
        page = await self.get(self.action)
        for address in STATIC.findall(page):
            await self.get(html.unescape(address), static=True)
        pauses = [self.chance.expovariate(1) + 0.3 for _page in range(9)]
        share = takes / sum(pauses)
        act, extra = "start", {"token": self.code} if self.code else {}
        for pause in pauses:
            await asyncio.sleep(pause * share)
            page = await self.post(page, act, extra)
            if not page:
                return
            found = RECEIPT.search(page)
            if found:
                self.told.receipts.append(found[1])
                return
            act = "send" if 'value="check"' in page else "next"
            extra = self.filled_in(page)
        self.told.errors.append("no receipt at the end")

    def filled_in(self, page: str) -> dict[str, str]:
        """Answers to what the page asks."""
        answers: dict[str, str] = {}
        for name, value in RADIO.findall(page):
            if name not in answers or self.chance.random() < 0.4:
                answers[name] = value
        if "<textarea" in page:
            for name in re.findall(r'<textarea[^>]* name="(q-[^"]+)"', page):
                answers[name] = self.chance.choice(TEXTS)
        for place, name in enumerate(re.findall(r'<select[^>]* name="(q-[^"]+)"', page), start=1):
            answers[name] = str(place)
        return answers

    async def post(self, page: str, act: str, extra: dict[str, str]) -> str:
        fields = [(name, html.unescape(value)) for name, value in HIDDEN.findall(page)]
        body = urlencode([*fields, *extra.items(), ("act", act)]).encode()
        return await self.ask("POST", self.action, body)

    async def get(self, address: str, *, static: bool = False) -> str:
        return await self.ask("GET", address, b"", static=static)

    async def ask(self, method: str, address: str, body: bytes, *, static: bool = False) -> str:
        """A page, or nothing where it did not come: then that is told."""
        for again in range(self.tries):
            begun = time.perf_counter()
            try:
                async with asyncio.timeout(PATIENCE):
                    status, text = await self.exchange(method, address, body)
            except (
                OSError,
                TimeoutError,
                asyncio.IncompleteReadError,
                ValueError,
                IndexError,
            ) as error:
                if again + 1 < self.tries:
                    self.told.retried += 1
                    await asyncio.sleep(0.5 + self.chance.random())
                    continue
                self.told.errors.append(f"{method} {type(error).__name__}")
                return ""
            (self.told.statics if static else self.told.pages).append(time.perf_counter() - begun)
            if status != 200:
                self.told.errors.append(f"{method} {status}")
                return ""
            return text
        return ""

    async def exchange(self, method: str, address: str, body: bytes) -> tuple[int, str]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            head = (
                f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n"
                f"Accept-Language: fi\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
            await writer.drain()
            answer = await reader.read(-1)
        finally:
            writer.close()
        top, _, rest = answer.partition(b"\r\n\r\n")
        if b"content-length" in top.lower():
            wanted = int(re.search(rb"(?i)content-length: (\d+)", top)[1])  # type: ignore[index] # - it is there
            if len(rest) < wanted:
                raise ValueError("cut short")
        return int(top.split()[1]), rest.decode(errors="replace")


class Server:
    """`tiekartta serve` on a free port of loopback."""

    def __init__(self, environment: dict[str, str], workers: int) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.environment, self.workers = environment, workers
        self.ended_cpu = 0.0
        self.start()

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "tiekartta",
            "serve",
            "--port",
            str(self.port),
            "--workers",
            str(self.workers),
        ]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as probe:
                    probe.sendall(
                        b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                    )
                    if b" 200 " in probe.recv(64):
                        return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the server did not begin")

    def kill(self) -> None:
        """SIGKILL to everything that serves, as when the machine's memory runs out."""
        self.ended_cpu += self.cpu()
        own = [pid for pid, _ticks in self.processes()]
        self.process.send_signal(signal.SIGKILL)
        for pid in own:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def cpu(self) -> float:
        """Seconds that the serving processes have computed."""
        return sum(ticks for _pid, ticks in self.processes()) / os.sysconf("SC_CLK_TCK")

    def processes(self) -> list[tuple[int, int]]:
        """The process that was begun and its children, each with the ticks that it has computed."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                after = stat.read_text().rpartition(") ")[2].split()
            except OSError:  # it has just ended
                continue
            if int(stat.parent.name) == self.process.pid or int(after[1]) == self.process.pid:
                found.append((int(stat.parent.name), int(after[11]) + int(after[12])))
        return found


def prepare(codes: int) -> None:
    """In a process of its own: an open survey; prints its id and codes."""
    from benchmarks.room_house import made  # noqa: PLC0415 - only where Django is set up

    print(json.dumps(made(codes)))


def count(receipts: list[str]) -> None:
    """In a process of its own: which receipts are in the database, and how many answers there are."""
    from benchmarks.room_house import counted  # noqa: PLC0415 - the same

    print(json.dumps(counted(receipts)))


def elsewhere(environment: dict[str, str], call: str, given: str = "") -> Any:
    program = (
        "import sys, json, django; django.setup(); from benchmarks import room; "
        f"room.{call}"
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program], env=environment, input=given, capture_output=True, text=True, check=False, cwd=ROOT)  # fmt: skip  # noqa: S603 - our own program
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


async def a_room(
    server: Server, options: argparse.Namespace, survey: str, codes: list[str], told: Told
) -> None:
    chance = random.Random(options.seed)  # noqa: S311 - people, not secrets
    phones = []
    for number in range(options.phones):
        phone = Phone(
            server.port, survey, told, random.Random(chance.random()),  # noqa: S311 - the same
            code=codes[number] if codes else "", tries=60 if options.kill else 1,
        )  # fmt: skip
        comes = chance.uniform(0, 0.35) * options.seconds
        phones.append(
            phone.answer(
                comes=comes, takes=(0.95 * options.seconds - comes) * chance.uniform(0.5, 1)
            )
        )
    tasks = [asyncio.create_task(phone) for phone in phones]
    if options.kill:
        await asyncio.sleep(options.seconds * 0.6)
        await asyncio.to_thread(server.kill)
        told.errors.append(f"killed after {len(told.receipts)} receipts (no error)")
        await asyncio.to_thread(server.start)
    await asyncio.gather(*tasks)


def shown(name: str, times: list[float]) -> str:
    if len(times) < 2:
        return f"{name}: {len(times)}"
    cuts = statistics.quantiles(times, n=100)
    return (
        f"{name}: {len(times)}, median {1000 * statistics.median(times):.0f} ms, p95 {1000 * cuts[94]:.0f} ms, "
        f"p99 {1000 * cuts[98]:.0f} ms, longest {1000 * max(times):.0f} ms"
    )


def main() -> int:
    """Run one room; the status says whether everything held."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--database", default="sqlite")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--codes", action="store_true")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if not 1 <= options.phones <= MOST_PHONES or not 5 <= options.seconds <= MOST_SECONDS:
        parser.error(f"at most {MOST_PHONES} phones and {MOST_SECONDS} seconds")
    folder = options.keep or Path(tempfile.mkdtemp(prefix="room"))
    environment = {
        **os.environ, "TIEKARTTA_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tiekartta.shell.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "TIEKARTTA_EMAIL_URL": "dummymail://",
        "DATABASE_URL": "" if options.database == "sqlite" else options.database,
    }  # fmt: skip
    made = elsewhere(environment, f"prepare({options.phones if options.codes else 0})")
    server, told = Server(environment, options.workers), Told()
    before, cpu, begun = Path("/proc/loadavg").read_text().strip(), server.cpu(), time.monotonic()
    try:
        asyncio.run(a_room(server, options, made["survey"], made["codes"], told))
        took, used = time.monotonic() - begun, server.cpu() + server.ended_cpu - cpu
    finally:
        server.stop()
    counted = elsewhere(environment, "count(json.load(sys.stdin))", json.dumps(told.receipts))
    errors = [error for error in told.errors if "(no error)" not in error]
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    print(f"{options.phones} phones in {options.seconds:.0f} s, {options.database.split(':')[0]}, {options.workers} worker(s), codes {options.codes}")  # fmt: skip
    print(
        f"load before: {before}; after: {Path('/proc/loadavg').read_text().strip()}; took {took:.0f} s"
    )
    print(shown("pages", told.pages))
    print(shown("static files", told.statics))
    print(
        f"CPU of the server: {used:.1f} s = {1000 * used / max(len(told.pages), 1):.1f} ms a page; tried again: {told.retried}"
    )
    for error in told.errors:
        if "(no error)" in error:
            print(error)
    print(f"errors: {len(errors)} {sorted(set(errors))[:5]}")
    print(f"receipts shown: {len(told.receipts)}; of these in the database: {counted['found']}; answers in the database: {counted['answers']}; codes used: {counted['used']}")  # fmt: skip
    print(f"after closing: opened {counted['opened']}, left sealed {counted['left']}")
    whole = (
        not errors
        and len(told.receipts) == counted["found"] == options.phones == counted["answers"]
        and counted["used"] == (options.phones if options.codes else 0)
        and (counted["opened"], counted["left"]) == (options.phones, 0)
    )
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
