# `make help` lists what there is. Every target prepares what it needs and can be run again at any time.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help site test serve verify lint fonts locks empty-debian clean

joinedup := .venv/bin/joinedup
# A file's tests stay together, since many share one build.
pytest := .venv/bin/pytest -n auto --dist loadfile
# Thousands of papers, each by itself: whoever is free takes the next, and each is named when it is done.
matrix := tests/workbook/test_matrix.py
# No address and no date stands in a lock, so that it serves every mirror and only changes for a reason.
lock := .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --no-header

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

site: ## check the content and build the site and the packs into build/site
	@bin/prepare site
	$(joinedup) build

serve: ## preview the site while you write
	@bin/prepare site
	$(joinedup) serve

test: lint ## lint, check the content, and run the tests (under 15 minutes)
	$(joinedup) check
	$(pytest) -m "not slow"

verify: lint ## everything, slow tests and every page and document too
	@bin/prepare verify
	$(joinedup) check
	$(pytest) --ignore $(matrix)
	.venv/bin/pytest -v -n auto --dist worksteal $(matrix)

lint: ## ruff and mypy
	@bin/prepare test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

fonts: ## make the web fonts and write their hashes into the list
	@bin/prepare site
	.venv/bin/python site_overrides/fonts/web_fonts.py

locks: ## write both locks again, with the versions there are (UPGRADE=1 takes newer ones)
	@bin/prepare test
	$(lock) $(if $(UPGRADE),--upgrade) --extra preview --extra build --output-file requirements.txt
	$(lock) $(if $(UPGRADE),--upgrade) --extra preview --extra build --extra test --extra lint --extra lock \
		--constraint requirements.txt --output-file requirements-dev.txt

empty-debian: ## prove that an empty Debian is enough (needs root and debootstrap)
	tests/empty-debian

clean: ## remove what was built and what was installed here
	rm -rf build .venv node_modules *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
