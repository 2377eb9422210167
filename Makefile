# The whole life of the project in a screenful. Needs Python 3.11 or newer, and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: sandbox run rules test check format lint types layers long bench mutation removal revision lock browser clean

sandbox: .venv/run  ## a whole community on this machine, with no accounts
	$(BIN)/python -m bot sandbox $(ARGS)

run: .venv/run  ## the real thing; configuration from the environment and .env
	$(BIN)/python -m bot run

test: check  ## everything that must be true, but for what is marked long
	$(BIN)/pytest -n 2 --dist worksteal -m "not long" $(ARGS)

check: format lint types layers

format: .venv/check
	$(BIN)/ruff format --check --diff

lint: .venv/check
	$(BIN)/ruff check

types: .venv/check
	$(BIN)/mypy

layers: .venv/check
	$(BIN)/lint-imports

rules: .venv/check  ## which business rule is carried by which test; fails while one is open
	$(BIN)/python -m tests.rules_report

long: .venv/check  ## what takes longer than a short wait
	$(BIN)/pytest -n 2 --dist worksteal -m long $(ARGS)

bench: .venv/check  ## figures beside a bare limit; ARGS="--write" puts them into docs/figures.md
	$(BIN)/python -m tests.bench $(ARGS)

mutation: .venv/check  ## plant faults in the rules: how many do the tables notice? At most a quarter of an hour
	$(BIN)/python -m tests.mutation $(ARGS)

removal: .venv/check  ## take twenty rules out, one after the other: do their own tests notice?
	$(BIN)/python -m tests.rule_removal $(ARGS)

revision: .venv/check  ## write a migration from what the tables say now: make revision MESSAGE="what changes"
	$(BIN)/python -m storage.revise "$(MESSAGE)"

lock:  ## pin what pyproject.toml asks for; versions and hashes, no addresses
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv
	build/lock/bin/uv pip compile pyproject.toml $(PIN) --output-file requirements.lock
	build/lock/bin/uv pip compile pyproject.toml $(PIN) --extra check --constraints requirements.lock --output-file requirements-check.lock
PIN := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

browser:  ## a Chromium and Japanese letters for the tests of pages: Debian's, where we may install
	command -v chromium >/dev/null || { apt-get update --quiet=2 && \
	apt-get install --quiet=2 --yes --no-install-recommends chromium fonts-noto-cjk; }

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/run: requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	touch .venv/run

.venv/check: .venv/run requirements-check.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-check.lock
	touch .venv/check
