# Every command of LgNet. "make" alone lists them. Each can be run on a machine that has only
# Python 3.11 or later and make: what else it needs is installed into .venv, hashes checked.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo gallery demo-stop demo-reset test check format bench drill docs messages lock clean

# The first Python that is recent enough. Say PYTHON=... to choose another one.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$name" && break; done)
VENV := .venv/bin
export NAME QUICK

ENVIRONMENT = @"$(or $(PYTHON),python3)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null || { echo "lgnet: Python 3.11 or later is needed and was not found." \
	"On Debian: apt install python3 python3-venv; on macOS: brew install python@3.13." >&2; \
	exit 1; }; "$(PYTHON)" -m lgnet.launcher.environment
RUN = @$(VENV)/python -m

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: ## Start LgNet with the demo network, until Ctrl-C; the first time it installs what it needs
	$(ENVIRONMENT) demo
	$(RUN) lgnet.launcher.demo start

gallery: export LGNET_PAGE := /gallery/
gallery: demo ## Start the demo and open the gallery of the interface's components

demo-stop: ## Stop a demo that runs from this folder
	$(ENVIRONMENT) demo
	$(RUN) lgnet.launcher.demo stop

demo-reset: ## Remove the demo's data, stopping it if it runs, and start it anew
	$(ENVIRONMENT) demo
	$(RUN) lgnet.launcher.demo reset

test: ## Run the tests, all of them or those named: make test ARGS="tests/people -x"
	$(ENVIRONMENT) dev
	$(RUN) lgnet.launcher.tests test $(ARGS)

check: ## Check style, storeys, types, migrations and translations
	$(ENVIRONMENT) dev
	$(RUN) lgnet.launcher.tests check

format: ## Put the code in the agreed form
	$(ENVIRONMENT) dev
	@$(VENV)/ruff check --fix --quiet || true
	@$(VENV)/ruff format
	@$(VENV)/ruff check

bench: ## Measure, each thing beside another: all, or one with NAME=list_pages; QUICK=1 for a small size
	$(ENVIRONMENT) dev
	$(RUN) lgnet.launcher.tests bench

drill: ## Practise an emergency on a database of its own: all, or one with NAME=bookings
	$(ENVIRONMENT) dev
	$(RUN) lgnet.launcher.tests drill

docs: ## Build the users' guide into docs/_build
	$(ENVIRONMENT) docs
	$(RUN) sphinx -q -W --keep-going -b html docs docs/_build
	@echo "The guide is in docs/_build/index.html"

messages: ## Collect the texts to translate and compile the translations
	$(ENVIRONMENT) dev
	@LGNET_MODE=test $(VENV)/lgnet messages

# No index addresses inside. Each file follows the one before, so that all fit one environment.
COMPILE = @$(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header $(if $(UPGRADE),--upgrade)
lock: ## Bring the requirements files in line with pyproject.toml, with hashes; UPGRADE=1 for newer versions
	$(ENVIRONMENT) dev
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) pyproject.toml --group dev --constraints requirements.lock \
		--output-file requirements-dev.lock
	$(COMPILE) --group docs --constraints requirements-dev.lock --output-file requirements-docs.lock
	$(COMPILE) --group bootstrap --output-file requirements-bootstrap.lock

clean: ## Stop the demo and remove all that these commands made: data, environment, built files
	@if [ -x $(VENV)/python ]; then $(VENV)/python -m lgnet.launcher.demo clean; fi
	rm -rf .venv .lgnet docs/_build .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
