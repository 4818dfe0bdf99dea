# SPDX-License-Identifier: Apache-2.0
# The commands of this checkout. `make` lists them.

BIN := .venv/bin
SAMPLE := build/sample.journey
POSTERS := posters
# A screen is an X or Wayland display, or any Mac.
SCREEN := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname -s)))

.DEFAULT_GOAL := help
.PHONY: help setup run test lint types format bench soak pictures clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing and make the environment in .venv
	@sh packaging/setup.sh

run: setup $(SAMPLE) ## open the sample map; without a screen, make its posters
ifneq ($(SCREEN),)
	$(BIN)/journey-studio open $(SAMPLE)
else
	@mkdir -p $(POSTERS)
	$(BIN)/journey-studio export $(SAMPLE) $(POSTERS)/sample.pdf
	$(BIN)/journey-studio export $(SAMPLE) $(POSTERS)/sample.png
	@echo "There is no screen here, so the editor was not opened. The posters of the sample map:"
	@echo "  $(CURDIR)/$(POSTERS)/sample.pdf"
	@echo "  $(CURDIR)/$(POSTERS)/sample.png"
endif

# A working copy: what a newcomer changes in it stays until `make clean`.
$(SAMPLE): | setup
	@mkdir -p $(@D)
	$(BIN)/journey-studio new $@ --sample

test: setup ## format, lint, types, layers and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

lint: setup ## ruff and the layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: setup ## mypy, strict
	$(BIN)/mypy

format: setup ## put the source into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup ## measure the shipped code against yardsticks in the same run
	$(BIN)/python -m tests.benchmarks

soak: setup ## look for lost edits, then for files that hurt a reader: hours
	$(BIN)/python -m tests.soak

pictures: setup ## draw the pictures of the README anew
	$(BIN)/python packaging/pictures.py

clean: ## remove what was made here, except the environment
	rm -rf build dist $(POSTERS) resources/built .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
