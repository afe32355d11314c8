# Two commands on a bare machine with python3.11, pip and make: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help setup setup-run demo test test-sqlite test-postgres check lint types contracts messages translations docs lock clean

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: .venv/ready-dev  ## .venv with the tiekartta command and everything that tests and checks need

setup-run: .venv/ready-run

# uv where it is on the PATH, else the pinned one of requirements/uv.txt in .tools, else venv and pip.
.venv/ready-%: requirements/%.txt requirements/uv.txt pyproject.toml tools/install.sh
	@PYTHON=$(PYTHON) bash tools/install.sh $*

demo: setup-run  ## load the invented county, walk the whole path, serve it
	@$(BIN)/tiekartta demo --port $(PORT)

test: setup test-sqlite test-postgres  ## all tests, on SQLite and, where one answers, on PostgreSQL

test-sqlite:
	@DATABASE_URL= TIEKARTTA_DATA_DIR=var/test $(BIN)/python tools/run_tests.py sqlite

test-postgres:
	@TIEKARTTA_DATA_DIR=var/test $(BIN)/python tools/run_tests.py postgres

check: setup lint types contracts translations docs test  ## everything that CI asks

lint:  ## ruff, djlint, unused and missing dependencies
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint src
	$(BIN)/deptry src

types:  ## mypy, strict on analysis, actions, queries and rules
	@$(BIN)/mypy

contracts:  ## the order of imports
	@$(BIN)/lint-imports

messages: setup  ## bring the catalogues of translations up to date with the source
	@$(BIN)/python tools/messages.py update

translations:  ## fi and sv are complete
	@$(BIN)/python tools/messages.py check

docs:  ## build the documentation; a warning is an error
	@$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build/html

lock:  ## pin the dependencies anew, with hashes and without addresses
	@bash tools/lock.sh

clean:  ## remove what was made
	@rm -rf .venv .tools var docs/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis
