# `make help` lists the targets. `make check` is the one command; CI runs `make test`, the same thing.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
# A module stays on one core, since its tests share a crawled world; more than four would crowd the paced servers.
PYTEST = $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
INSTALLED = $(VENV)/.installed

.PHONY: help check test quick demo docs corpus format new-check clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(INSTALLED): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "xunjian needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(INSTALLED) ## run the whole main job on the built-in invented district
	$(BIN)/xunjian demo

check: $(INSTALLED) ## format, lint, types, layers, generated docs, all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m checks.catalogue --check docs/checks.md
	$(BIN)/python -m checks.rows_table --check docs/rulebook_rows.md
	$(PYTEST)

test: check ## the same as check: what CI runs

quick: $(INSTALLED) ## only the tests that take no more than a few seconds
	$(PYTEST) -q -m 'not slow'

corpus: $(INSTALLED) ## print what is read right and wrong on the saved real pages, field by field
	$(BIN)/python -m pytest -q -s tests/extract/test_corpus.py

docs: $(INSTALLED) ## write the generated pages again
	$(BIN)/python -m checks.catalogue --write docs/checks.md
	$(BIN)/python -m checks.rows_table --write docs/rulebook_rows.md

format: $(INSTALLED) ## lay out and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

new-check: $(INSTALLED) ## start a check: make new-check NAME=link_dead THEME=availability
	$(BIN)/python -m checks.new_check $(THEME) $(NAME)

clean: ## remove what the other targets made
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache demo-out
