# make demo    sets everything up and makes the report of an invented company
# make test    sets everything up and runs all tests
# make check   lint, types, import contracts, freshness of generated files
# make lint    lint and types alone; the rest of the checks is among the tests
# make bench   speed and memory against named baselines
# make soak    the tests with the full counts of generated inputs and of kills: minutes to hours
# make oldest  the tests with the lowest versions of the libraries that pyproject.toml allows
# make clean   removes what make made
#
# Nothing outside this folder is changed, but for missing system packages where it is root on Debian or its kin.
# Another Python:  make PYTHON=python3.12 demo

.POSIX:
.PHONY: help demo test lint check bench soak oldest clean

VENV = .venv
BIN = $(VENV)/bin
PYTEST = $(BIN)/python -m pytest
PARALLEL = -n auto --dist loadgroup

help:
	@sed -n 's/^# make/make/p' Makefile

demo: $(VENV)/.installed
	@sh setup/libraries.sh $(BIN)/python
	@$(BIN)/cxdna demo || [ $$? -eq 4 ] # 4: something is missing on this machine; what can be made was made
	@echo "The command is $(BIN)/cxdna; to type it as cxdna:  . $(BIN)/activate"

test: $(VENV)/.installed-dev
	@sh setup/libraries.sh $(BIN)/python
	$(PYTEST) $(PARALLEL) --cov --cov-report=term --cov-report=json:.cache/coverage.json
	@$(BIN)/python setup/branches.py 95 .cache/coverage.json

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint
	$(BIN)/lint-imports --no-logo
	$(PYTEST) --quiet tests/rules

bench: $(VENV)/.installed-dev
	@sh setup/libraries.sh $(BIN)/python
	@$(BIN)/python -m benchmarks

soak: $(VENV)/.installed-dev
	@sh setup/libraries.sh $(BIN)/python
	CXDNA_FUZZ=$${CXDNA_FUZZ:-10000} $(PYTEST) $(PARALLEL)

oldest: $(VENV)/.installed-dev
	@mkdir -p .cache
	@$(BIN)/python setup/oldest.py > .cache/oldest.txt
	@PYTHON='$(PYTHON)' sh setup/environment.sh .cache/oldest
	.cache/oldest/bin/python -m pip install --quiet --constraint .cache/oldest.txt --editable '.[dev]'
	.cache/oldest/bin/python -m pytest $(PARALLEL)

clean:
	rm -rf $(VENV) .cache build dist cxdna-demo .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	rm -rf .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: made anew when pyproject.toml is newer. The package is linked, not copied: a change of code needs no make.
$(VENV)/.installed: pyproject.toml setup/environment.sh
	@PYTHON='$(PYTHON)' sh setup/environment.sh $(VENV)
	@echo "Installing cxdna into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[survey]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml setup/environment.sh
	@PYTHON='$(PYTHON)' sh setup/environment.sh $(VENV)
	@echo "Installing cxdna and its tools into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@mkdir -p .cache
	@touch $(VENV)/.installed $@
