# `make` alone prints this menu. Each line with two # is an entry of it.
.DEFAULT_GOAL := menu
SHELL := /bin/bash
PYTHON ?= python3
PY := .venv/bin/python
PORT ?= 8000
export UV_PYTHON_DOWNLOADS := never
# Compiled code is kept, for a start without it takes twice as long; in the environment, not among the sources.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/bytecode

.PHONY: menu
menu:
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

.venv/uv:
	@$(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r locks/uv.lock
	@touch $@

.venv/run: .venv/uv locks/run.lock
	@.venv/bin/uv pip install --quiet --python $(PY) --require-hashes -r locks/run.lock
	@touch $@

.venv/test: .venv/run locks/test.lock
	@.venv/bin/uv pip install --quiet --python $(PY) --require-hashes -r locks/test.lock
	@touch $@

.PHONY: run
run: .venv/run ## start Brücke with demo data on http://127.0.0.1:8000 (PORT=… for another)
	@$(PY) -m api run --port $(PORT)

.PHONY: rav
rav: .venv/run ## while make run goes on: deliver a small file like the RAV's system, then look at /rav as anna_rav
	@$(PY) -m api demo-rav

.PHONY: demo-canton
demo-canton: .venv/run ## an office of each kind in a canton, with people, for the demo of make run (CANTON=ZG)
	@[ -n "$(CANTON)" ] || { echo "Name the canton: make demo-canton CANTON=ZG"; exit 1; }
	@$(PY) -m api demo-canton "$(CANTON)"

.PHONY: assets
assets: ## rebuild what browsers and their tests load from assets/ (needs Node 20 with npm; nothing else here does)
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "Node is missing: install Node 20 or newer with npm. Only make assets needs it; what it built is committed."; exit 1; }
	@for each in feel models; do (cd assets/$$each && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node build.mjs) || exit 1; done

.PHONY: migrate
migrate: .venv/run ## bring the database of BRUECKE_DATABASE_URL to the newest schema
	@$(PY) -m api migrate

.PHONY: backup
backup: .venv/run ## write the database into one file of var/backups, while servers run (PRUNE=1: remove old ones)
	@$(PY) -m api backup $(if $(PRUNE),--prune)

.PHONY: restore
restore: .venv/run ## make the database what it was in a backup (FILE=…; REPLACE=1: back up what is there, then replace it)
	@[ -n "$(FILE)" ] || { echo "Name the backup: make restore FILE=var/backups/…"; exit 1; }
	@$(PY) -m api restore $(if $(REPLACE),--replace) "$(FILE)"

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || { echo "Chromium is missing: install Debian's package chromium (as root: apt-get install chromium)"; exit 1; }

.PHONY: test
test: .venv/test chromium ## every test: unit, SQLite and PostgreSQL, HTTP, stories, browser, architecture
	@$(PY) -m pytest -n 2 --dist worksteal -q

.PHONY: unit
unit: .venv/test ## only what needs no input or output, a minute or two
	@$(PY) -m pytest -q tests/unit

.PHONY: conformance
conformance: .venv/test ## every promise about BPMN in six surroundings, next to stock SpiffWorkflow
	@$(PY) -m tests.conformance --stock

.PHONY: soak
soak: .venv/test ## make crash; a year of 500 cases of each procedure; 1,000 races for a task; 200 wild requests a route; wild FEEL; 10,000 random models
	@BRUECKE_ORACLE_RUNS=10000 $(PY) -m pytest -q tests/oracle/test_runtime.py --timeout 0
	@BRUECKE_EXAMPLES=200 $(PY) -m pytest -q tests/api/test_openapi.py --timeout 0
	@BRUECKE_FUZZ_SECONDS=600 $(PY) -m pytest -q tests/integration/test_feel_fuzz.py
	@BRUECKE_CASES=500 $(PY) -m pytest -q -n 2 tests/year --timeout 0
	@BRUECKE_ROUNDS=1000 $(PY) -m pytest -q --timeout 0 tests/api/test_at_once.py
	@$(MAKE) -s crash

.PHONY: crash
crash: .venv/test ## kill processes and databases in the middle of work, 100 times each on SQLite and PostgreSQL (KILLS=…, SEED=…)
	@BRUECKE_KILLS=$(or $(KILLS),100) BRUECKE_SEED=$(SEED) $(PY) -m pytest -q -rP --tb=short tests/integration/test_crash.py

.PHONY: bench
bench: .venv/test ## what a step costs against a server that keeps one row a request, on SQLite and PostgreSQL
	@$(PY) -m bench

.PHONY: stories
stories: .venv/run ## play the stories of every procedure and tell how each went
	@$(PY) -m api.stories run

.PHONY: prove
prove: .venv/run ## play every story once and put on record which packages hold, so that a start need not play them
	@$(PY) -m api prove

.PHONY: new-procedure
new-procedure: .venv/run ## the folder of a procedure of your own (NAME=zug_iiz; BASE=…, CANTON=…; FORK=1: a copy whose flows can be changed)
	@[ -n "$(NAME)" ] || { echo "Name the procedure: make new-procedure NAME=zug_iiz"; exit 1; }
	@$(PY) -m api new-procedure "$(NAME)" $(if $(BASE),--base "$(BASE)") $(if $(CANTON),--canton "$(CANTON)") $(if $(FORK),--fork)

.PHONY: pictures
pictures: .venv/run ## draw every model of processes/ anew into docs/models/ (see docs/MODELS.md)
	@for model in processes/*/*.bpmn; do $(PY) -m engine.drawing draw $$model -o docs/models/$$(basename $$(dirname $$model))-$$(basename $$model .bpmn).svg || exit 1; done

.PHONY: lint-processes
lint-processes: .venv/run ## every fault and every broken convention of processes/ (L=fr in French)
	@$(PY) -m api.lint --language $(or $(L),de)

.PHONY: mutate-models
mutate-models: .venv/run ## break one thing of the models at a time: a story must notice
	@$(PY) -m api.stories mutate

.PHONY: stories-alone
stories-alone: .venv/test ## find for each story a slip of a model or of our code that no other story notices (PACKAGE=…)
	@$(PY) -m tests.slips $(PACKAGE)

.PHONY: tck
tck: .venv/run ## run the cases of the DMN TCK in a folder (TCK_DIR=…)
	@$(PY) -m decisions test $(or $(TCK_DIR),../shared/tck)

.PHONY: requirements
requirements: .venv/run ## which requirements of the source documents are covered, by what, whether a slip is noticed, and which are open
	@$(PY) -m api.stories requirements --prove

.PHONY: check
check: .venv/test ## format, lint, types, import contracts, unused dependencies, lock; changes nothing
	@.venv/bin/ruff format --check -q .
	@.venv/bin/ruff check -q .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/deptry . -o /dev/null
	@$(MAKE) -s lock-check

.PHONY: format
format: .venv/test ## put every file into the house's format
	@.venv/bin/ruff check -q --fix . || true
	@.venv/bin/ruff format -q .

UVC := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate
.PHONY: lock
lock: .venv/uv
	@$(UVC) pyproject.toml --group test -o locks/test.lock $(UPGRADE)
	@$(UVC) pyproject.toml -c locks/test.lock -o locks/run.lock $(UPGRADE)
	@grep -A99 '^uv==' locks/test.lock | sed '2,$${/^[a-z]/,$$d}' > locks/uv.lock

.PHONY: lock-check
lock-check: .venv/uv
	@d=$$(mktemp -d); cp locks/*.lock $$d/; \
	$(UVC) pyproject.toml --group test -o $$d/test.lock && $(UVC) pyproject.toml -c $$d/test.lock -o $$d/run.lock; \
	diff -q locks/run.lock $$d/run.lock && diff -q locks/test.lock $$d/test.lock || { echo "The lock does not fit pyproject.toml: run make lock"; exit 1; }

.PHONY: clean
clean: ## remove the environment and caches; the data in var/ stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
