# Two commands set everything up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run test check format lint types complexity bench chaos fuzz mutants intents lock clean install web
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /'

$(VENV)/.runtime: requirements.txt pyproject.toml
	@bin/venv "$(PYTHON)" "$(VENV)"
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.dev ## the environment with everything a developer needs

run: $(VENV)/.runtime ## start parley with its demo companies (PORT, PARLEY_HOME, DATABASE_URL are honoured)
	@exec $(BIN)/parley serve --demo

test: check ## lint, types, complexity and the whole test suite
	@bin/program chromium chromium chromium-browser google-chrome
	@bin/program php-cli php
	@$(BIN)/python -m pytest

check: $(VENV)/.dev lint types complexity ## lint, types and complexity only

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

complexity: $(VENV)/.dev
	@$(BIN)/python -m pytest -q tests/test_complexity.py

format: $(VENV)/.dev ## rewrite the code as the linter likes it
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

web: ## build the chat widget into src/parley/static (Node.js 20.19 or later)
	@cd web/widget && npm ci --silent && npm run --silent types && npm run --silent test && npm run --silent build

bench: $(VENV)/.dev ## measure parley against a bare relay; AGAINST=PATH: against an older checkout (bench/README.md)
	@$(BIN)/python -m bench $(if $(AGAINST),--against $(AGAINST))

chaos: $(VENV)/.dev ## kill parley 200 times while visitors write, and count what was lost or doubled; TURNS=, KILLS=, SEED=
	@$(BIN)/python -m bench.chaos $(if $(TURNS),--turns $(TURNS)) $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED))

fuzz: $(VENV)/.dev ## thousands of hostile requests and frames; EFFORT=10: so many times as many as `make test` tries
	@FUZZ_EFFORT=$(or $(EFFORT),10) $(BIN)/python -m pytest -q tests/fuzz

mutants: $(VENV)/.dev ## put small faults into MODULE and see whether its tests notice (docs/mutants.md); without it: the modules
	@nice -n 19 $(BIN)/python -m mutants $(MODULE) $(if $(SEED),--seed $(SEED))

intents: $(VENV)/.dev ## make the weights of the classifiers of intents and topics anew, after their examples changed
	@$(BIN)/python -m parley.evaluation.intent_training
	@$(BIN)/python -m parley.evaluation.topic_training

lock: ## pin every dependency again, with hashes and no index
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## remove the environment (never the data)
	rm -rf $(VENV) build *.egg-info
