# The door to everything: `make help` lists it.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || echo python3)
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := build/demo/archive.db
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
PYTEST_FLAGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test check format format-check lint types contracts redraw floors bench bench-slack bench-discord bench-pages bench-quoting preview playground lock clean

help: ## list every target
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: $(DEMO) ## file the bundled articles and answer /quote isaacman
	@$(BIN)/quotedesk --archive $(DEMO) quote isaacman

test: $(VENV)/.dev ## pass the whole suite, with coverage shown
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered $(PYTEST_FLAGS)

check: format-check lint types contracts test ## all that must hold before a change lands

format: $(VENV)/.dev ## put the code in its form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

format-check: $(VENV)/.dev ## is the code in its form?
	@$(BIN)/ruff format --check .

lint: $(VENV)/.dev ## what ruff has to say
	@$(BIN)/ruff check .

types: $(VENV)/.dev ## mypy (strict) and pyright (strict on bot)
	@$(BIN)/mypy
	@$(BIN)/basedpyright

contracts: $(VENV)/.dev ## imports point down only
	@$(BIN)/lint-imports

redraw: $(VENV)/.dev ## draw golden files and what the README shows anew; read the diff
	@$(BIN)/python -m pytest -q tests/test_renderers.py tests/test_docs.py tests/test_readme.py --redraw

floors: $(VENV)/.dev ## raise the floors of quote extraction to what it reaches now
	@PYTHONPATH=. $(BIN)/python tests/quality/test_quoting_floor.py

bench: $(VENV)/.dev ## how quickly words, misquotes and names are found in PASSAGES=FILE.xz said by NAMES=FILE.xz
	@$(BIN)/python -m benchmarks.wording --passages $(PASSAGES) --names $(NAMES) --peers

bench-slack: $(VENV)/.dev ## how quickly Slack is acknowledged and answered, 500 commands a second
	@$(BIN)/python -m benchmarks.slack

bench-discord: $(VENV)/.dev ## how quickly keystrokes and commands are answered on Discord, 200 a second
	@$(BIN)/python -m benchmarks.discord

bench-pages: $(VENV)/.dev ## how many of the reader's pages a second one process serves; needs wrk
	@$(BIN)/python -m benchmarks.pages
bench-quoting: $(VENV)/.dev ## how fast quotations are read, and how the time grows with length
	@$(BIN)/python -m benchmarks.quoting_speed

preview: $(DEMO) ## draw the answers of Slack and Discord, and pages, as pictures in docs/pictures; needs node, npm and Chromium
	@mkdir -p docs/pictures
	@$(BIN)/python -m tools.preview.draw $(DEMO) docs/pictures
	@$(BIN)/python -m tools.preview.pages $(DEMO) docs/pictures

playground: ## build the playground's script and style anew, to be committed; needs node and npm
	@cd tools/playground && npm ci --no-audit --no-fund --ignore-scripts --silent && node build.js

lock: $(VENV)/.dev ## compile the hashed requirement files anew
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--all-extras pyproject.toml requirements/build.in -o requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--all-extras pyproject.toml requirements/build.in --group dev -c requirements/run.txt -o requirements/dev.txt

clean: ## throw away what was built, the environment too
	@rm -rf $(VENV) build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Quotedesk needs (once) …"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what its tests need (once) …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(DEMO): $(wildcard seeds/*) $(VENV)/.run
	@rm -rf build/demo && mkdir -p build/demo
	@$(BIN)/quotedesk --archive $@ ingest --bundled
