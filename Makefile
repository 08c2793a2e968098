# make example: the example deck, from nothing.  make test: the tests, from nothing.  make check: all that must hold.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_OPTIONS ?= --cov --cov-report=term
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev example test fuzz check check-rest lint types contracts check-docs docs pictures clean

help: ## show this
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target words; do \
		printf '  make %-11s %s\n' "$$target" "$$words"; done

setup: $(VENV)/.ready ## a virtual environment with notes2anki in it
setup-dev: $(VENV)/.ready-dev ## the same, with all that tests and checks need

example: setup ## build the example deck in decks/
	@$(BIN)/notes2anki build

test: setup-dev ## run the tests, with coverage
	@$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST_OPTIONS)

fuzz: setup-dev ## look for faults with notes, files and pictures made at random, for FUZZ_SECONDS (600)
	@$(BIN)/python benchmarks/fuzz.py --seconds $(or $(FUZZ_SECONDS),600)

check: test check-rest ## run the tests and every other check

check-rest: lint types contracts check-docs

lint: setup-dev ## check format and style
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: setup-dev ## check the types
	@$(BIN)/mypy --strict notes2anki

contracts: setup-dev ## check which module may import which
	@$(BIN)/lint-imports --no-logo

# The pages hold `notes2anki --help`, so the environment's own programs come first.
check-docs: setup-dev ## check that the generated parts of the README are up to date
	@if grep -qs '\[\[\[cog' README.md; then PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/cog --check README.md; fi

docs: setup-dev ## write the generated parts of the README
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/cog -r README.md

pictures: setup-dev ## make the pictures of the README, with a Chromium
	@$(BIN)/python benchmarks/pictures.py

clean: ## remove the environment, caches and built files
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# pip reads dependency groups since 25.1.
$(VENV)/.ready: pyproject.toml | $(BIN)/python
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml $(VENV)/.ready
	@echo "Installing what the tests need …"
	@$(PIP) install --group dev
	@touch $@
