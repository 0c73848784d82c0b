# Alles wat je met dit project doet. `make` alleen laat de mogelijkheden zien.
# Needs Python 3.11 or newer, git and make; everything else is set up in .venv/ and node_modules/.

PYTHON ?= python3
BIN := .venv/bin
# Material prints a notice about its end of life at every start; decisions/0001 deals with it.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help site serve check test bench headers lock clean

help:
	@echo "make site     maak de site in site/"
	@echo "make serve    bekijk de site terwijl je eraan werkt: http://127.0.0.1:8000/"
	@echo "make check    controleer teksten en gegevens, binnen twee seconden"
	@echo "make test     controleer alles: onderdelen, teksten, gebouwde site, browser"
	@echo "make bench    meet hoe snel het bouwen gaat"
	@echo "make lock     leg de nieuwste toegestane versies van de onderdelen vast"
	@echo "make clean    ruim op wat gemaakt is"

site: .venv/site
	@$(BIN)/python scripts/build.py

serve: .venv/site
	@$(BIN)/python -m mkdocs serve

check: .venv/site
	@$(BIN)/python scripts/check.py

test: .venv/test
	@sh scripts/test-tools.sh
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python -m pytest

bench: .venv/site
	@$(BIN)/python scripts/bench.py

lock: .venv/test
	@$(BIN)/python -m pip install --quiet 'uv>=0.13,<1'
	@$(BIN)/uv pip compile $(LOCK) --output-file requirements.txt
	@$(BIN)/uv pip compile $(LOCK) --group test --output-file requirements-test.txt

LOCK := pyproject.toml --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-header

clean:
	rm -rf site .site-* .cache .venv node_modules .pytest_cache .mypy_cache .ruff_cache scripts/__pycache__ tests/__pycache__

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Nodig: Python 3.11 of nieuwer. Kies er een met: make PYTHON=python3.12"; exit 1; }
	@echo "Omgeving maken in .venv/ …"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/site: requirements.txt | .venv/python
	@echo "Onderdelen installeren (eenmalig) …"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

.venv/test: requirements.txt requirements-test.txt .venv/site | .venv/python
	@echo "Onderdelen voor de tests installeren (eenmalig) …"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-test.txt
	@touch $@
