"""Runs the tests on one database: run_tests.py sqlite|postgres

PostgreSQL: DATABASE_URL, or the usual local socket. Where none answers, that is said and nothing fails.
On SQLite the coverage is measured: `analysis` at least 95 %, the rest at least 85 %.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SOCKET = "/var/run/postgresql"
# What no test of PostgreSQL repeats: it does not touch a database.
DATABASE_FREE = ("tests/analysis", "tests/architecture", "tests/journeys")


def postgres_url() -> str | None:
    """The address of a PostgreSQL server that answers, or None."""
    given = os.environ.get("DATABASE_URL", "")
    candidates = [given] if given.startswith("postgres") else []
    candidates += [
        f"postgres://{name}@/{name}?host={SOCKET}"
        for name in dict.fromkeys((os.environ.get("USER") or "root", "postgres", "root"))
    ]
    for url in candidates:
        try:
            psycopg.connect(
                url.replace("postgres://", "postgresql://", 1), connect_timeout=3
            ).close()
        except psycopg.Error:
            continue
        return url
    return None


def run(*command: str, **environment: str) -> int:
    """Run a command of the virtual environment; returns its exit code."""
    return subprocess.call(
        [sys.executable, "-m", *command], cwd=ROOT, env={**os.environ, **environment}
    )


def on_sqlite() -> int:
    """All tests, under coverage."""
    run("coverage", "erase")
    code = run(
        "pytest", "-q", "-n", "2", "--dist", "loadfile",
        "--cov", "--cov-report=",
    )  # fmt: skip
    if code:
        return code
    analysis = run("coverage", "report", "--include=src/tiekartta/analysis/*", "--fail-under=95")
    rest = run("coverage", "report", "--omit=src/tiekartta/analysis/*", "--fail-under=85")
    return analysis or rest


def on_postgres() -> int:
    """The tests that touch a database, on PostgreSQL."""
    url = postgres_url()
    if url is None:
        print("no PostgreSQL answers on the local socket or DATABASE_URL: its tests are left out")
        return 0
    ignored = [f"--ignore={folder}" for folder in DATABASE_FREE]
    return run("pytest", "-q", "-n", "2", "--dist", "loadfile", *ignored, DATABASE_URL=url)


if __name__ == "__main__":
    (ROOT / os.environ.get("TIEKARTTA_DATA_DIR", "var/test")).mkdir(parents=True, exist_ok=True)
    sys.exit({"sqlite": on_sqlite, "postgres": on_postgres}[sys.argv[1]]())
