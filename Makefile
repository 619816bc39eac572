# make run · make test · make setup · make bench · make screenshots · make app · make windows · make test-long ·
# make clean

SHELL := /bin/bash
.DEFAULT_GOAL := run
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.PHONY: setup run test test-long bench screenshots app windows clean test-tools

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
# The first Python of this machine that is not older than 3.11.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
SAMPLE := out/sample

setup: $(READY)
	@echo "Ready: $(BIN)/pairbook"

$(READY): pyproject.toml constraints.txt
	@if [ -z "$(PYTHON)" ]; then echo "Pairbook needs Python 3.11 or newer: apt-get install python3" >&2; exit 1; fi
	build/system_packages.sh venv "$(PYTHON)"
	[ -x $(BIN)/python ] && $(BIN)/python -c '' 2>/dev/null || "$(PYTHON)" -m venv --clear $(VENV)
	echo "Preparing $(VENV) …"
	export PIP_CONSTRAINT="$(CURDIR)/constraints.txt" PIP_BUILD_CONSTRAINT="$(CURDIR)/constraints.txt"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --editable '.[dev]'
	build/system_packages.sh qt $(BIN)/python
	touch $(READY)

# Opens the program; where there is no display, makes the sample book and its prints instead.
run: $(READY)
	@case "$$(uname -s)" in Darwin|MINGW*|MSYS*) display=yes;; *) display="$${DISPLAY:-}$${WAYLAND_DISPLAY:-}";; esac
	if [ -n "$$display" ]; then exec $(BIN)/pairbook; fi
	echo "There is no display to open a window on: making the sample book and its prints in $(SAMPLE) instead."
	$(BIN)/python -m build.sample_prints $(SAMPLE)

test-tools:
	@build/system_packages.sh tests

# Books of tests lie in memory where there is room: each save waits for the disk several times.
test: $(READY) test-tools
	@export QT_QPA_PLATFORM=offscreen
	room=$$(df --output=avail --block-size=M /dev/shm 2>/dev/null | tail -n 1 | tr -dc 0-9) || room=
	if [ "$${room:-0}" -ge 2000 ] && [ -w /dev/shm ]; then export PYTEST_DEBUG_TEMPROOT=/dev/shm; fi
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy & types=$$!
	$(BIN)/lint-imports --no-logo & imports=$$!
	wait $$types
	wait $$imports
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal \
		--cov --cov-report=json:out/coverage.json --cov-report=
	$(BIN)/python -m tests.coverage_floor out/coverage.json

test-long: $(READY) test-tools
	@QT_QPA_PLATFORM=offscreen $(BIN)/pytest -m long --numprocesses auto --maxprocesses 4 --timeout 3600

bench: $(READY)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

screenshots: $(READY)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m build.screenshots out/screenshots

# The built program of this system, proved and measured, in out/app/results.
app: test-tools
	@build/app.sh "$(PYTHON)" out/app

# The Windows program, tested, built and run under wine, in out/windows/results.
# The other side of the exchange of books is the built program of Linux where there is one.
windows: $(READY) test-tools
	@build/system_packages.sh windows
	built=out/app/dist/Pairbook/Pairbook
	[ -x $$built ] || built=$(BIN)/pairbook
	LINUX_PROGRAM="$(CURDIR)/$$built" PYTHON="$(CURDIR)/$(BIN)/python" build/windows/under_wine.sh out/windows

clean:
	@rm -rf $(VENV) out dist build/work .coverage .coverage.* htmlcov .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis .benchmarks
