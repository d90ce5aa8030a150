# Every command of The ML Interview Atlas. Each sets itself up on first use.
# What is needed: Python 3.11 or newer, make, and the network at first.

PYTHON ?= python3

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Node, npm and every Python tool come from the environment, whatever the machine has.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHON
# One thread each: the arrays are small, and sums come out the same on every machine.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
# Material warns at each start that MkDocs 2 breaks it; we pin 1.6.1.
export NO_MKDOCS_2_WARNING := 1
# An empty SITE_URL, as CI sets it for a pull request, means the default of mkdocs.yml.
ifeq ($(SITE_URL),)
unexport SITE_URL
endif

# A stamp says that a set-up step is done. Its name holds a checksum of the files the step hangs on (and of the
# folder, for an environment does not survive a move), so it is the content that counts, not git's file times.
key = $(shell { pwd; cat $(1); } | cksum | cut -d ' ' -f 1)
SITE := .venv/.site-$(call key,requirements/site.txt pyproject.toml)
NPM := node_modules/.npm-$(call key,package-lock.json)
TESTS := .venv/.tests-$(call key,requirements/site.txt requirements/test.txt requirements/torch.txt)

GROUPS := test-setup test-content test-atlas test-site
PHASES := lint test-setup test-snippets test-torch build \
	test-content test-atlas test-scripts test-site test-browser
PYTEST := python -m pytest

.PHONY: help serve build lock bench test lint setup setup-tests upgrade clean $(PHASES)

help: ## list the commands
	@grep -hE '^[a-zA-Z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-zA-Z-]+):.*## /\1\t/' | expand -t 16

serve: setup ## build the site and serve it at http://127.0.0.1:8000 with live reload
	@echo "== building; then read http://127.0.0.1:8000 (Ctrl-C ends it)"
	mkdocs serve --livereload --no-strict

build: setup ## build the site into site/, strictly; a failed build leaves the old one
	@echo "== building the site"
	@rm -rf .build/site .build/old
	mkdocs build --strict --site-dir .build/site
	@if [ -d site ]; then mv site .build/old; fi; mv .build/site site; rm -rf .build/old

lock: setup ## note in cards.lock which cards changed, and when
	@python -m atlas lock

bench: setup-tests ## measure decks beside genanki, vectorized snippets beside loops, the search beside Material's
	@tools/setup.sh browser
	@python bench/decks.py
	@PYTHONPATH=. python bench/vectorized.py
	@PYTHONPATH=. python bench/search.py

# The line before each phase tells the seconds so far; the last phase tells its own in pytest's summary.
test: setup-tests ## run every check there is, in the order of CI
	@seconds=; for phase in $(PHASES); do \
		echo "== $$phase$${seconds:+ (seconds so far:$$seconds)}"; \
		start=$$SECONDS; \
		$(MAKE) --no-print-directory $$phase; \
		seconds="$$seconds $$phase $$((SECONDS - start))"; \
	done

lint: setup-tests ## check style, types, spelling and the workflow
	ruff check .
	ruff format --check .
	mypy
	if find docs/assets -name '*.mjs' 2>/dev/null | grep -q .; then node_modules/.bin/tsc; fi
	codespell docs hooks snippets $(wildcard *.md)
	node tools/lint_workflow.mjs .github/workflows/site.yml

test-NAME: ## run one phase of it: setup snippets torch content atlas scripts site browser
$(GROUPS): test-%: setup-tests
	$(PYTEST) tests/$*

# Two processes: the first forbids torch, so a snippet cannot come to need it unseen.
test-snippets: setup-tests
	$(PYTEST) -p tests.setup.without_torch --ignore-glob='*_torch.py' tests/snippets

test-torch: setup-tests
	$(PYTEST) -o python_files='test_*_torch.py' tests/snippets

test-scripts: setup-tests
	files=$$(find tests -name '*.test.mjs'); if [ -n "$$files" ]; then node --test $$files; fi

test-browser: setup-tests
	@tools/setup.sh browser
	$(PYTEST) tests/browser

setup: $(SITE) $(NPM) ## install what the site needs (the other commands do so themselves)

setup-tests: setup $(TESTS)

$(SITE):
	@rm -f .venv/.site-*
	@tools/setup.sh site
	@touch $@

$(NPM): | $(SITE)
	@tools/setup.sh npm
	@touch $@

$(TESTS): | $(SITE)
	@rm -f .venv/.tests-*
	@tools/setup.sh tests
	@touch $@

upgrade: setup ## pin the newest versions of everything; then run make test
	@tools/upgrade.sh

clean: ## remove what was built and cached (.venv and node_modules stay)
	rm -rf site .build .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -not -path './node_modules/*' -prune -exec rm -rf {} +
