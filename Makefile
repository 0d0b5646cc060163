# Every verb in one place. `make` alone sets the machine up and builds; `make help` lists the rest.

PYTHON ?= python3
PRESS := .venv/bin/python build.py

.DEFAULT_GOAL := build
.PHONY: build serve check messages status doctor test format lock setup setup-tests clean distclean help

build: setup ## Make everything that changed, into output/
	$(PRESS) build

serve: setup ## Preview all pages in a browser; they follow what is saved
	$(PRESS) serve

check: setup ## Say what is wrong in the content, with file and line
	$(PRESS) check

messages: setup ## Bring the catalogs of every language up to date with the content
	$(PRESS) messages update

status: setup ## Say how complete each language is
	$(PRESS) messages status

doctor: ## Say what this machine lacks, and how to get it
	@$(PYTHON) build.py doctor

# Three at a time on two cores: tests often wait for a browser or another program.
test: setup-tests ## Run every test: style, types, sizes, layers and behaviour
	.venv/bin/python -m pytest -n 3 --dist worksteal

format: setup-tests ## Put imports and lay-out right
	.venv/bin/python -m ruff check --fix .
	.venv/bin/python -m ruff format .

lock: ## Renew the lock files after a change of pyproject.toml or package.json
	scripts/lock

setup: ## Install what building needs
	@$(PYTHON) scripts/setup.py

setup-tests: ## Install what the tests need besides
	@$(PYTHON) scripts/setup.py --tests

clean: ## Remove what was made
	rm -rf output .cache

distclean: clean ## Remove what was made and what was installed here
	rm -rf .venv node_modules

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14
