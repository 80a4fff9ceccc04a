# Mandor. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
NPM := npm ci --no-audit --no-fund --loglevel=error
PYTHON_CODE := backend tests bench training .githooks/commit-msg
# Settings given on the command line (`make run PORT=8080`) reach the processes.
export DATA_DIR EVIDENCE_DIR MODEL_DIR MODEL FACE_MODEL_PATH BODY_MODEL_PATH ENGINE INFERENCE_THREADS INFERENCE_BATCH INFERENCE_BATCH_WAIT_MS PORT HOST BACKEND_PORT REDIS_URL REDIS_HOST REDIS_PORT REDIS_DB DATABASE_URL \
  ADMIN_EMAIL ADMIN_PASSWORD SECRET_KEY METRICS_TOKEN TRUSTED_PROXIES TOKEN_HOURS DEMO LOG_LEVEL LOG_FILE CONFIDENCE_THRESHOLD FACE_CONFIDENCE_THRESHOLD CROWD_THRESHOLD FACE_CROWD_THRESHOLD \
  CROWD_LEVELS CROWD_ALERT_LEVELS MAX_FRAME_SIZE MAX_CONCURRENT_CONNECTIONS CROWD_FRAMES_PER_SECOND CROWD_VIDEO_MB \
  EVIDENCE_DAYS EVIDENCE_DAYS_REVIEWED EVIDENCE_GB EVIDENCE_GB_REVIEWED VIOLATION_DAYS DISK_RESERVE_GB

.PHONY: help run stop install prepare backup password user audit doctor model evaluate test test-long mutate check types types-check format \
  extras train train-second-look bench chaos lock

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

run: install ## install what is missing, start everything, say where it is
	@$(BIN)/python -m backend.commands.start

stop: ## stop everything; the data stays
	@if test -x $(BIN)/python; then $(BIN)/python -m backend.commands.stop; else echo "nothing was installed"; fi

install: .venv/installed node_modules/installed frontend/dist/index.html ## install without starting
	@sh .githooks/install || true

prepare: install ## migrate the database and make the first administrator, without starting
	@$(BIN)/python -m backend.commands.prepare

backup: .venv/installed ## copy database, key and models, while it runs: make backup TO=/mnt/backup/mandor
	@$(BIN)/python -m backend.commands.backup "$$TO"

password: install ## set a user's password: make password EMAIL=who@where
	@$(BIN)/python -m backend.commands.password "$$EMAIL"

audit: install ## verify the chains of the audit
	@./mandor audit verify

user: .venv/installed ## users: make user ARGS="list", or ./mandor user add|list|disable|enable|role|reset
	@./mandor user $(ARGS)

doctor: ## look for what is wrong
	@test -x $(BIN)/python || { echo "✗ nothing is installed"; echo "  → make run"; exit 1; }
	@$(BIN)/python -m backend.commands.doctor

MODEL_WORDS := FILE NAME NAMES MAP LICENCE PICTURE DATA SIZE LAYOUT PIXELS USE REMOVE YES BACK LIST TASK
model: .venv/installed ## list models, add your own, go back: make model FILE=best.pt (see docs/models.md)
	@$(BIN)/python -m backend.commands.model \
	  $(foreach word,$(MODEL_WORDS),$(if $(findstring command,$(origin $(word))),$(word)="$$$(word)"))

evaluate: .venv/installed ## how well the model sees labelled pictures: make evaluate DATA=<YOLO folder> (SPLIT= MODEL= ENGINE=)
	@test -n "$(DATA)" || { echo "Which pictures? make evaluate DATA=<a folder with images/ and labels/>"; exit 2; }
	@$(BIN)/python -m backend.commands.evaluate "$$DATA" $(if $(SPLIT),--split "$(SPLIT)") $(ARGS)

test: install .venv/dev ## install what the tests need and run them all
	$(BIN)/ruff check $(PYTHON_CODE)
	$(BIN)/ruff format --check $(PYTHON_CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory types-check
	npm --prefix frontend run --silent lint
	npm --prefix frontend run --silent typecheck
	npm --prefix frontend run --silent test
	$(BIN)/pytest -n 3 --dist loadfile tests/unit tests/extension tests/integration
	$(BIN)/pytest -n 2 --dist loadfile tests/system

test-long: install .venv/dev ## chaos in full, changed rules, both suites under shifted clocks; results in docs/results (ARGS="--soak 60")
	@$(BIN)/python -m tests.long $(ARGS)

mutate: .venv/dev ## change the rules of core in small ways, count what unit tests notice (ARGS="--subject ppe --seed 2")
	@$(BIN)/python -m tests.mutate $(ARGS)

check: .venv/dev types-check ## the quick checks only
	$(BIN)/ruff check $(PYTHON_CODE) && $(BIN)/ruff format --check $(PYTHON_CODE) && $(BIN)/mypy && $(BIN)/lint-imports
	$(BIN)/pytest -q tests/unit/test_words.py tests/unit/test_structure.py tests/unit/test_document_paths.py

types: .venv/installed frontend/node_modules/installed ## write the dashboard's types anew from the OpenAPI document
	@set -o pipefail; $(BIN)/python -m backend.commands.openapi | node frontend/scripts/types.mjs

types-check: .venv/installed frontend/node_modules/installed
	@set -o pipefail; $(BIN)/python -m backend.commands.openapi | node frontend/scripts/types.mjs --check

format: .venv/dev frontend/node_modules/installed ## format the code
	@npm --prefix frontend run --silent format
	$(BIN)/ruff check --fix --quiet $(PYTHON_CODE); $(BIN)/ruff format $(PYTHON_CODE)

extras: install ## add ultralytics and torch, for .pt and .engine models (ultralytics is AGPL-3.0)
	$(BIN)/pip install --quiet --disable-pip-version-check -r <(grep -v '^ultralytics' requirements/train.txt)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -r <(grep '^ultralytics' requirements/train.txt)

train: extras ## train the detector: make train [CONFIG=training/ppe.toml] [RUN=var/training/ppe]
	@$(BIN)/python -m training.train $(or $(CONFIG),training/ppe.toml) $(or $(RUN),var/training/ppe)

train-second-look: extras ## train the crop classifier on what the detector finds
	@$(BIN)/python -m training.crop_classifier.train $(or $(CONFIG),training/crop_classifier.toml) \
	  $(or $(RUN),var/training/second-look)

bench: install ## run a benchmark: make bench NAME=pipeline
	@test -n "$(NAME)" || { echo "Which? make bench NAME=…"; \
	  grep -l '^if __name__' bench/*.py | sed -E 's#bench/(.*)\.py#  \1#'; exit 2; }
	@$(BIN)/python -m bench.$(NAME) $(ARGS)

chaos: install .venv/dev ## prove that nothing is lost: kill, freeze, lock and fill for 3 minutes (ARGS="--seconds 30 --seed 1")
	@$(BIN)/python -m tests.chaos $(ARGS)

lock: ## write requirements/*.txt anew from pyproject.toml (needs uv)
	uv pip compile -q pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 -o requirements/core.txt
	uv pip compile -q pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 -c requirements/core.txt -o requirements/dev.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "✗ Python 3.11 or newer is needed."; echo "  → install it, or: make run PYTHON=/path/to/python3.11"; exit 1; }
	@echo "· making the Python environment"
	@$(PYTHON) -m venv .venv || { echo "✗ no virtual environment can be made."; \
	  echo "  → Debian: apt-get install python3-venv"; exit 1; }

.venv/installed: requirements/core.txt | .venv/bin/python
	@echo "· installing the Python packages (a minute or so)"
	@$(PIP) -r requirements/core.txt
	@touch $@

.venv/dev: requirements/dev.txt | .venv/installed
	@$(PIP) -r requirements/dev.txt
	@touch $@

node_modules/installed: package-lock.json
	@node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null || \
	  { echo "✗ Node 20 or newer is needed."; echo "  → install it from your distribution or nodejs.org"; exit 1; }
	@echo "· installing PM2"
	@$(NPM)
	@touch $@

frontend/node_modules/installed: frontend/package-lock.json
	@echo "· installing the dashboard's packages"
	@$(NPM) --prefix frontend
	@touch $@

DASHBOARD := $(shell find frontend/src frontend/public frontend/index.html frontend/vite.config.ts frontend/scripts/precompress.ts -type f 2>/dev/null)
frontend/dist/index.html: frontend/node_modules/installed $(DASHBOARD)
	@case "$$PWD" in *\?*) echo "✗ the dashboard cannot be built in a folder with ? in its path: $$PWD"; \
	  echo "  → move the checkout, for example to /opt/mandor"; exit 1;; esac
	@echo "· building the dashboard"
	@npm --prefix frontend run --silent build > /tmp/mandor-build.$$$$ 2>&1 || { cat /tmp/mandor-build.$$$$; exit 1; }; \
	  rm -f /tmp/mandor-build.$$$$
	@touch $@
