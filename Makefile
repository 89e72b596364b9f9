# What must always work on a machine with Python 3.11+ and make, nothing else:
#   make demo    sets all up and runs the main job on the shipped example
#   make test    sets all up and passes every test
# `make` alone lists the targets.

PYTHON ?= python3
VENV := .venv
PEERS := .venv-peers
BIN := $(VENV)/bin
UV := $(BIN)/uv

.DEFAULT_GOAL := help
.PHONY: help demo test check bench fuzz peers docs lock clean

help:
	@echo "make demo    run the main job on the shipped example case, then serve it"
	@echo "make test    every test"
	@echo "make check   linters, types, import contracts, generated tables"
	@echo "make bench   quality and speed, held against the pinned minima"
	@echo "make fuzz    break files and read them, for an hour (FUZZ_SECONDS=...)"
	@echo "make peers   other matchers beside which benchmarks/matching measures ours"
	@echo "make docs    build the documentation into site/"
	@echo "make lock    lock requirements/*.in again"

$(UV): requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; PYTHON=/path/to/python make ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/uv.txt
	@touch $@

# The project itself is installed without build isolation: its backend is locked with everything else.
define install
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --require-hashes $(1)
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
endef

$(VENV)/.run: $(UV) requirements/run.txt requirements/build.txt pyproject.toml
	$(call install,-r requirements/run.txt -r requirements/build.txt)
	@touch $@

$(VENV)/.dev: $(UV) requirements/dev.txt requirements/build.txt pyproject.toml
	$(call install,-r requirements/dev.txt -r requirements/build.txt)
	@touch $@ $(VENV)/.run

$(VENV)/.docs: $(VENV)/.run requirements/docs.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements/docs.txt
	@touch $@

demo: $(VENV)/.run
	$(BIN)/dalil demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST_ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks --check

FUZZ_SECONDS ?= 3600
fuzz: $(VENV)/.dev
	$(BIN)/python tools/fuzz.py --seconds $(FUZZ_SECONDS)

$(PEERS)/.peers: $(UV) requirements/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(UV) pip install --quiet --python $(PEERS)/bin/python --no-deps --require-hashes -r requirements/peers.txt
	@touch $@

peers: $(PEERS)/.peers

docs: $(VENV)/.docs
	$(BIN)/python tools/make_reference.py
	$(BIN)/mkdocs build --strict --quiet

lock: $(UV)
	for name in uv run build dev docs peers; do \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links --override requirements/overrides.txt \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) $(PEERS) build dist site
