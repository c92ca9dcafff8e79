# tracuu: what there is to set up, run and check. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo serve system-packages test test-slow test-all lint bench system-deps constraints clean elasticsearch elasticsearch-stop

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python's venv module is missing; on Debian and Ubuntu: make system-deps"; exit 1; }

$(VENV)/.core: pyproject.toml constraints.txt analyzers/_kernel.pyx | $(BIN)/python
	@echo "Installing tracuu into $(VENV) (once, about 700 MB) ..."
	@$(BIN)/pip install --quiet --editable . --config-settings editable_mode=compat
	@touch $@

$(VENV)/.test: $(VENV)/.core
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --editable '.[test,eval,handwriting]' --config-settings editable_mode=compat
	@touch $@

install: $(VENV)/.core ## install tracuu into .venv

demo: $(VENV)/.core ## index the five reports, answer a question, trace its citations
	@DATA=$(DATA) BIN=$(BIN) sh scripts/demo.sh

serve: $(VENV)/.core ## the web page and the HTTP interface on http://127.0.0.1:8080
	@$(BIN)/tracuu --data $(DATA) serve

system-packages:
	@sh scripts/system-deps.sh --try

test: system-packages $(VENV)/.test ## install what the tests need and run them, without the slow ones
	@$(BIN)/python -m pytest -m 'not slow'

test-slow: $(VENV)/.test ## the slow tests: recognition of scans, failures of a cluster
	@$(BIN)/python -m pytest -m slow

test-all: test test-slow ## all tests

lint: $(VENV)/.test ## ruff and mypy (strict)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(VENV)/.core ## the speed of the analysis against underthesea, side by side
	@$(BIN)/tracuu eval bench

elasticsearch: | $(BIN)/python ## start a real Elasticsearch here (NODES=3 PORT=9200 HEAP=1g); needs Maven and a JDK 21
	@$(BIN)/python scripts/elasticsearch/cluster.py start --nodes $(or $(NODES),1) --port $(or $(PORT),9200) $(if $(HEAP),--heap $(HEAP))

elasticsearch-stop: | $(BIN)/python ## stop it; what it holds stays
	@$(BIN)/python scripts/elasticsearch/cluster.py stop

system-deps: ## the system packages that the project uses (Debian and Ubuntu; root or sudo)
	@sh scripts/system-deps.sh

constraints: $(BIN)/python ## resolve all dependencies anew into constraints.txt
	@$(BIN)/python scripts/constraints.py > constraints.new && mv constraints.new constraints.txt

clean: ## remove .venv and caches; the indexed data stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
