# The two commands that matter: `make run` (the demo, or your own files) and `make test`.
# Both set up what they need in .venv; a machine needs Python 3.11 or newer and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
TEST_READY := $(VENV)/.test-ready

PROFILE ?=
JOB ?=
OUT ?= out
EVAL_DATA ?= ../shared/evaldata
FLOORS ?= ../shared/floors
ROUNDS ?= 100
RULES ?=

.PHONY: help setup run serve test check lint types fix eval bench soak mutation golden lock clean
.DEFAULT_GOAL := help

help: ## show these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
		|| grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "JobWise needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11 ..."; exit 3; }
	$(PYTHON) -m venv $(VENV)

# uv installs in a quarter of the time; pip does the same where uv cannot be had.
define install
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || echo "uv cannot be had here, pip does it"
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $(1); \
		else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
endef

$(RUN_READY): requirements.lock pyproject.toml | $(BIN)/python
	$(call install,requirements.lock)
	@touch $@

$(TEST_READY): requirements-test.lock pyproject.toml | $(BIN)/python
	$(call install,requirements-test.lock)
	@touch $@ $(RUN_READY)

setup: $(TEST_READY) ## install everything for working on JobWise

run: $(RUN_READY) ## tailor the demo; your own: make run PROFILE=me.json JOB=posting.txt
	@$(BIN)/jobwise tailor --profile "$(or $(PROFILE),data/demo/profile.json)" --job "$(or $(JOB),data/demo/posting.txt)" \
		--out "$(OUT)" --formats pdf,docx,md,txt,tex,json

serve: $(RUN_READY) ## serve the REST API on http://localhost:8000 (SQLite, mail to files)
	@$(BIN)/jobwise serve

test: $(TEST_READY) ## the whole suite
	$(BIN)/python -m pytest -n auto

check: lint types test ## ruff, mypy --strict, import-linter and the suite

lint: $(TEST_READY) ## style and the floors of the house
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(TEST_READY) ## mypy --strict
	$(BIN)/mypy

fix: $(TEST_READY) ## format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(TEST_READY) ## score reading, ranking and grounding on EVAL_DATA, beside BM25 and TF-IDF
	$(BIN)/python -m benchmarks.evaluate "$(EVAL_DATA)"

bench: $(TEST_READY) ## times against the plain ways of FLOORS, as ratios of medians
	$(BIN)/python -m benchmarks.bench "$(FLOORS)"

soak: $(TEST_READY) ## the long runs: many more examples of every property
	JOBWISE_SOAK=$(ROUNDS) $(BIN)/python -m pytest -n auto tests

mutation: $(TEST_READY) ## how many small wrongs in states, quotas, sign-ins, keys and tenancy the tests notice
	$(BIN)/python -m benchmarks.mutation $(RULES)

golden: $(TEST_READY) ## renew golden texts and preview pictures; review the diff
	$(BIN)/python -m benchmarks.golden

lock: | $(BIN)/python ## renew the lock files
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra build --generate-hashes --no-emit-index-url --python-version 3.11 \
		--universal --quiet --custom-compile-command "make lock" -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra tracing --generate-hashes --no-emit-index-url \
		--python-version 3.11 --universal --quiet --custom-compile-command "make lock" -o requirements-tracing.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra test --extra tracing --generate-hashes --no-emit-index-url \
		--python-version 3.11 --universal --quiet --custom-compile-command "make lock" -o requirements-test.lock

clean: ## remove what the commands above made
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
