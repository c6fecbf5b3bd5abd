# Bare `make` lists the targets. Everything runs in .venv, made on first use.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNS ?= 10000
N ?= 60
SEED ?= 35
# Pins that pip may not go beyond: one file, no registry named in it.
CONSTRAINTS := constraints.txt
# What checks and bundles the scripts of the page, from npm.
TOOLS := tools/page

.PHONY: help run test check bench million torture mutants calibrate restamp wasm wasm-check page-script page-check page-speed answers answers-quick studies studies-quick pages docs viz-check sanity format clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.installed: pyproject.toml $(CONSTRAINTS)
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 12) or sys.exit(f"Flashpoint needs Python 3.12 or newer; {sys.executable} is {v.major}.{v.minor}.{v.micro}. Try: make PYTHON=python3.12 run")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e '.[dev,bayes,analysis,cluster]'
	@touch $@

run: $(VENV)/.installed  ## install, run the January 2020 scenario 10,000 times, print a summary
	$(BIN)/flashpoint run scenarios/january_2020.yaml --runs $(RUNS) --out results/january_2020 --page

test: $(VENV)/.installed  ## install, run all tests
	$(BIN)/python -m pytest -q -n auto

check: $(VENV)/.installed page-check  ## format, lint, types, import walls, tests, all studies and questions with few runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n auto
	@mkdir -p results
	$(BIN)/python -m experiments.cli.studies_page --quick > results/quick.log || { tail -40 results/quick.log; exit 1; }
	@tail -8 results/quick.log
	$(BIN)/flashpoint ask --all --quick --out results/answers > results/ask.log || { tail -40 results/ask.log; exit 1; }
	@tail -1 results/ask.log

bench: $(VENV)/.installed  ## measure the promises, write docs/performance.md (ten minutes; AGAINST=COMMIT compares)
	$(BIN)/python -m experiments.bench.bench $(if $(AGAINST),--against $(AGAINST))

million: $(VENV)/.installed  ## sweep a million runs, then a tenth more: time, memory, disk (a minute)
	$(BIN)/python -m experiments.bench.million

torture: $(VENV)/.installed  ## kill a sweep at random moments; the rows must not change
	$(BIN)/python -m tests.torture

mutants: $(VENV)/.installed  ## slip into copies of the rules; does a claim notice? (N=60 SEED=35, ten minutes)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e '.[mutants]'
	$(BIN)/python -m tests.mutants --n $(N) --seed $(SEED)

calibrate: $(VENV)/.installed  ## fit the rules to the evidence, ship the posterior, check it (half an hour)
	$(BIN)/flashpoint calibrate --ship
	$(BIN)/flashpoint calibrate --check
	$(BIN)/python -m experiments.report.reference_pages

restamp: $(VENV)/.installed  ## give shipped samples the hashes of code that makes the same numbers
	$(BIN)/python -m calibration.inference.restamp

$(VENV)/.linker: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e '.[wasm]'
	@touch $@

wasm: $(VENV)/.linker  ## build the kernel that a page runs from the rules (a minute)
	$(BIN)/python -m sim.wasm.build

wasm-check: $(VENV)/.linker  ## build it again and compare, byte for byte
	$(BIN)/python -m sim.wasm.build --check

$(TOOLS)/node_modules/.installed: $(TOOLS)/package.json $(TOOLS)/package-lock.json
	@command -v npm > /dev/null || { echo "error: the tools of the page need npm, which comes with node 20 or newer" >&2; exit 1; }
	npm ci --silent --prefix $(TOOLS)
	@touch $@

page-script: $(VENV)/.installed $(TOOLS)/node_modules/.installed  ## bundle the modules of the page into its one script
	$(BIN)/python -m experiments.page.page_script

page-check: $(VENV)/.installed $(TOOLS)/node_modules/.installed  ## check the types of the modules; bundle them again and compare
	$(TOOLS)/node_modules/.bin/tsc --project $(TOOLS)
	$(BIN)/python -m experiments.page.page_script --check

page-speed: $(VENV)/.installed  ## measure how quickly a page answers a lever in Chromium (a minute)
	$(BIN)/python -m tests.experiments.page.browser.speed

answers: $(VENV)/.installed  ## answer the questions of the articles, write docs/answers.md (ten minutes)
	$(BIN)/flashpoint ask --all

answers-quick: $(VENV)/.installed  ## the same with few runs, into results/answers (two minutes)
	$(BIN)/flashpoint ask --all --quick --out results/answers

studies: $(VENV)/.installed  ## run the shipped studies, write docs/studies.md (seven minutes)
	$(BIN)/python -m experiments.cli.studies_page

studies-quick: $(VENV)/.installed  ## the same with few runs, to see that all of it works
	$(BIN)/python -m experiments.cli.studies_page --quick

pages: $(VENV)/.installed  ## write the pages of docs/ that repeat tables
	$(BIN)/python -m experiments.report.reference_pages
	$(BIN)/python -m experiments.cli.commands_page

viz-check: $(VENV)/.installed  ## install the extra of the page of agents (300 MB) and test that page
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e '.[viz]'
	$(BIN)/python -m pytest -q tests/experiments/viz

$(VENV)/.docs: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e '.[docs]'
	@touch $@

docs: $(VENV)/.docs  ## build the documentation site, with the page that simulates, in results/site/html
	@rm -rf results/site
	$(BIN)/python -m experiments.report.site results/site/pages
	$(BIN)/flashpoint page scenarios/january_2020.yaml -o results/site/pages/page.html
	$(BIN)/zensical build --strict --clean
	$(BIN)/python -m experiments.report.site --check results/site/html
	@echo "open results/site/html/index.html"

sanity: $(VENV)/.installed  ## count the runs that nobody would believe, write docs/validation.md
	$(BIN)/python -m experiments.report.sanity_page

format: $(VENV)/.installed  ## put the code into its one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove the environment and all results
	rm -rf $(VENV) $(TOOLS)/node_modules results .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
