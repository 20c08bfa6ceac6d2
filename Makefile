# Lokality: `make run` to see it, `make test` to test it. Every set-up step is a quick no-op when nothing changed.

VENV := .venv
BIN := $(VENV)/bin
NOT_RUN := build/tests-not-run.txt

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run demo test check format bench lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# --- set-up ---------------------------------------------------------------------------------------

$(VENV)/.setup: requirements.lock pyproject.toml tools/make_environment.sh
	tools/make_environment.sh requirements.lock
	@touch $@

$(VENV)/.setup-test: $(VENV)/.setup requirements-test.lock
	tools/make_environment.sh requirements-test.lock
	@touch $@

setup: $(VENV)/.setup ## .venv with the pinned dependencies, and the browser libraries
	@$(BIN)/python tools/collect_assets.py
	@$(BIN)/python tools/make_icons.py

setup-test: setup $(VENV)/.setup-test ## setup, and what tests and checks need besides
	@$(BIN)/python tools/collect_assets.py --for-tests
	@tools/system_packages.sh

# --- use ------------------------------------------------------------------------------------------

run: setup ## a demo city on first start, then serve on 127.0.0.1:8501
	@$(BIN)/lokality demo --if-empty
	@$(BIN)/lokality serve

demo: setup ## make the demo city, if the database is empty
	@$(BIN)/lokality demo --if-empty

# --- proof ----------------------------------------------------------------------------------------

# The browser has the machine to itself: its journeys follow after the tests that share both cores.
test: setup-test ## every test
	@rm -f $(NOT_RUN)
	@status=0; \
	$(BIN)/python -m pytest -n 2 --dist loadfile --ignore=tests/browser --not-run-list=$(NOT_RUN) || status=$$?; \
	$(BIN)/python -m pytest tests/browser --not-run-list=$(NOT_RUN) || status=$$?; \
	if [ -s $(NOT_RUN) ]; then echo; echo "Tests that did not run:"; cat $(NOT_RUN); fi; \
	exit $$status

check: $(VENV)/.setup-test ## style, types, import directions, catalogues, no foreign addresses
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_catalogues.py
	$(BIN)/python tools/check_addresses.py
	$(BIN)/python tools/roles_table.py --check

format: $(VENV)/.setup-test ## put the code into its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-test ## the measured goals, as a table and as build/bench.json
	$(BIN)/python -m tests.benchmarks

# --- upkeep ---------------------------------------------------------------------------------------

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

lock: $(VENV)/.setup-test ## newest Python versions into both lock files
	$(COMPILE) --upgrade requirements.in --output-file requirements.lock >/dev/null
	$(COMPILE) --upgrade requirements-test.in --constraints requirements.lock \
		--output-file requirements-test.lock >/dev/null

clean: ## remove everything that was made, except data/
	rm -rf $(VENV) build node_modules *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache
