# One command each for trying, testing and cleaning. Every step may be run again:
# what is installed stays installed, what is imported is not imported twice.
# All paths are relative, so the checkout may live under a path with spaces.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV ?= .venv
PY := $(VENV)/bin/python
PORT ?= 8000
UV := uv==0.13.8
PIP_AUDIT := pip-audit==2.10.1
RUNTIME := $(VENV)/.installed-runtime
DEVELOPMENT := $(VENV)/.installed-development

SAMPLES := samples/kabul-2021
CRISIS := kabul-2021
DEMO_DATABASE := var/demo.sqlite3
# The demo never touches another database, whatever the environment names.
DEMO := env DEBUG=true DATABASE_URL=sqlite:///$(DEMO_DATABASE) \
	PUBLISH_PROPOSED=true PUBLISH_BODIES=true PYTHONUNBUFFERED=1
MANAGE := $(DEMO) $(PY) manage.py

# uv installs in a quarter of pip's time; where it can't be had, pip does it all.
define install
	@echo "Installing $(1) ..."
	@if $(PY) -m uv --version >/dev/null 2>&1 \
		|| $(PY) -m pip install --quiet --disable-pip-version-check "$(UV)"; then \
		$(PY) -m uv pip install --quiet --python $(PY) -r $(1) \
		|| $(PY) -m pip install --quiet --disable-pip-version-check -r $(1); \
	else \
		$(PY) -m pip install --quiet --disable-pip-version-check -r $(1); \
	fi
endef

.PHONY: help demo import serve test lint check test-sqlite test-postgres docs audit clean

help:
	@echo "make demo    install, import the samples, print the board, serve it"
	@echo "make import  the same without serving"
	@echo "make serve   serve what make import made, at http://127.0.0.1:$(PORT)"
	@echo "make test    lint, types, migrations and all tests"
	@echo "make lint    lint and types only"
	@echo "make docs    build the papers as pages in var/docs, links checked"
	@echo "make audit   ask for known holes in what is installed (needs a network)"
	@echo "make clean   remove the virtual environment, caches and the demo database"

$(PY):
	@for candidate in python3.13 python3.12 python3.11 python3; do \
		if $$candidate -c 'import ensurepip, sqlite3, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then \
			echo "Making $(VENV) with $$($$candidate --version)"; \
			exec $$candidate -m venv $(VENV); \
		fi; \
	done; \
	echo "Python 3.11, 3.12 or 3.13 with venv is needed (Debian: python3 python3-venv)." >&2; \
	exit 1

$(RUNTIME): requirements.txt | $(PY)
	$(call install,requirements.txt)
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	$(call install,requirements-dev.txt)
	@touch $@

import: $(RUNTIME)
	@mkdir -p var
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) import_articles $(SAMPLES)
	@$(MANAGE) seed_demo --crisis $(CRISIS)
	@$(MANAGE) board $(CRISIS) --on 2021-08-20 --review proposed

serve: $(RUNTIME)
	@test -e $(DEMO_DATABASE) || $(MAKE) import
	@echo
	@echo "http://127.0.0.1:$(PORT)/crises/$(CRISIS)/  Ctrl-C stops"
	@exec $(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

demo: import
	@$(MAKE) serve

lint: $(DEVELOPMENT)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m djlint --lint --quiet templates

check: $(DEVELOPMENT)
	DEBUG=true $(PY) manage.py check
	DEBUG=true $(PY) manage.py makemigrations --check --dry-run

# A worker that has nothing left takes half of what another has before it.
PYTEST = $(PY) -m pytest -n $${TEST_WORKERS:-2} --dist worksteal -q

test-sqlite: $(DEVELOPMENT)
	$(PYTEST) --engine sqlite

test-postgres: $(DEVELOPMENT)
	$(PYTEST) --engine postgres

# In turn, whatever -j says: the quick checks first.
test: $(DEVELOPMENT)
	@$(MAKE) lint
	@$(MAKE) check
	@$(MAKE) test-sqlite
	@$(MAKE) test-postgres

docs: $(DEVELOPMENT)
	$(PY) docs/build.py var/docs

# Apart from the rest: it needs an index with data on holes, which not each has.
audit: $(RUNTIME)
	@test -x $(VENV)/audit/bin/pip-audit || { $(PY) -m venv $(VENV)/audit \
		&& $(VENV)/audit/bin/pip install --quiet --disable-pip-version-check $(PIP_AUDIT); }
	@$(PY) deploy/audit.py $(VENV)/audit/bin/pip-audit

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis staticfiles
	rm -f $(DEMO_DATABASE) $(DEMO_DATABASE)-wal $(DEMO_DATABASE)-shm
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
