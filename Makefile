# linkcodes: `make` builds everything from the spec, `make test` passes all tests. `make help` lists the rest.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= python3
BIN := .venv/bin
# What builds, and what lints, tests and releases, too: `make` alone installs a quarter of the tools.
BUILD := .venv/.build
VENV := .venv/.locked
NODE_BUILD := node_modules/.build
NODE := node_modules/.locked
SCALE := .venv-scale/.locked
LOWEST := .venv-lowest/.locked
override VERSION := $(shell sed -n 's/.*"spec_version": "\([^"]*\)".*/\1/p' spec/spec.json)
# Where the site and the repository are, once they have addresses; LINKCODES_SITE_URL overrides the former.
override SETTING = $(shell sed -n '/^\[tool\.linkcodes\]/,/^\[/s/^$(1) = "\(.*\)"/\1/p' pyproject.toml)
export LINKCODES_SITE_URL ?= $(addsuffix /,$(patsubst %/,%,$(call SETTING,site)))
export LINKCODES_REPOSITORY := $(call SETTING,repository)
# The scripts that both packages are made with run in it, too.
export PYTHON
# Archives carry this time instead of the clock's, so that the same sources give the same bytes.
export SOURCE_DATE_EPOCH := 1767225600
export NO_MKDOCS_2_WARNING := 1
# Hundreds of processes import the same modules: they are compiled once, also where a machine would not keep that.
unexport PYTHONDONTWRITEBYTECODE

# Two recipes at once, the longest first, unless the caller has said how many; what one line prints is shown as a whole, when it is done.
TWO_AT_ONCE = $(if $(filter -j%,$(MAKEFLAGS)),,-j2 $(if $(filter output-sync,$(.FEATURES)),-Oline))

.PHONY: all
all: ## Build everything: generated sources, wheel, npm package, site (the default)
	@$(MAKE) --no-print-directory $(TWO_AT_ONCE) SOURCES=pages site packages
	@tools/what-next.sh $(VERSION)

.PHONY: help
help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

# ---------------------------------------------------------------- tools

.PHONY: setup
setup: $(VENV) $(NODE) ## Install the locked Python and npm tools

# Modules are compiled when they are first imported, which most never are.
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r

$(BUILD): requirements-build.lock
	@tools/preflight.sh $(PYTHON)
	@echo "Installing the locked Python tools of the build into .venv ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python $(PIP_INSTALL) requirements-build.lock
	@touch $@

$(VENV): requirements.lock $(BUILD)
	@echo "Installing the other locked Python tools into .venv ..."
	@$(BIN)/python $(PIP_INSTALL) requirements.lock
	@touch $@

$(NODE_BUILD): package-lock.json .npmrc
	@tools/preflight.sh $(PYTHON)
	@echo "Installing the locked npm tools of the build into node_modules ..."
	@npm ci --omit=dev --no-audit --no-fund --loglevel=error
	@touch $@

# npm removes the folder first, and with it what says that the tools of the build are there.
$(NODE): $(NODE_BUILD)
	@echo "Installing all locked npm tools into node_modules ..."
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $(NODE_BUILD) $@

$(SCALE): requirements-scale.lock
	@tools/preflight.sh $(PYTHON)
	@echo "Installing the locked tools of make test-scale into .venv-scale ..."
	@$(PYTHON) -m venv .venv-scale
	@.venv-scale/bin/python $(PIP_INSTALL) requirements-scale.lock
	@touch $@

$(LOWEST): requirements-lowest.lock
	@tools/preflight.sh $(PYTHON)
	@echo "Installing the locked tools of make test-lowest into .venv-lowest ..."
	@$(PYTHON) -m venv .venv-lowest
	@.venv-lowest/bin/python $(PIP_INSTALL) requirements-lowest.lock
	@touch $@

.PHONY: lock
lock: $(VENV) ## Bring the lock files up to date with pyproject.toml and package.json
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --group dev -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --constraints requirements.lock --group action -o requirements-action.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --constraints requirements.lock --group build -o requirements-build.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --no-strip-extras --group scale -o requirements-scale.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --no-strip-extras --resolution lowest-direct --all-extras --group lowest \
		-o requirements-lowest.lock pyproject.toml
	npm install --package-lock-only --no-audit --no-fund

# ---------------------------------------------------------------- spec -> generated/

.PHONY: generate
generate: $(BUILD) ## Write generated/ from spec/
	@$(BIN)/python -m codegen generate

# generated/ and the pages of the site, of a spec that is read once.
.PHONY: pages
pages: $(BUILD)
	@$(BIN)/python -m codegen all

# What the packages wait for: where the site is built beside them, it makes more than they need.
SOURCES = generate

.PHONY: check
check: $(BUILD) ## Say whether generated/ is in sync with spec/ (writes nothing)
	@$(BIN)/python -m codegen check

# The compiler keeps what it found, as mypy does, and looks again at what has changed.
TSC := node_modules/.bin/tsc --incremental --tsBuildInfoFile

# Pyright is run by tests/python/test_typing.py, in its strictest mode: on what is generated, and on programs that use it.
.PHONY: lint
lint: $(VENV) $(NODE) ## Check the spec, and the style and types of the code
	$(BIN)/python -m codegen lint
	$(BIN)/ruff check codegen packages tests examples site tools
	$(BIN)/ruff format --check --quiet codegen packages tests examples site tools
	$(BIN)/mypy
	$(TSC) build/types/package -p packages/typescript
	$(TSC) build/types/site -p site/app

# ---------------------------------------------------------------- generated/ -> build/

.PHONY: packages
packages: wheel npm dataset ## Build the Python wheel and the npm tarball, and both of the data set, into build/dist/

.PHONY: wheel
wheel: $(SOURCES)
	@echo "Building the wheel ..."
	@mkdir -p build/dist && rm -f build/dist/linkcodes-[0-9]*.whl
	@$(BIN)/python -m build --wheel --no-isolation --outdir build/dist . >build/wheel.log 2>&1 || { cat build/wheel.log; exit 1; }

.PHONY: sdist
sdist: generate ## Build the Python source distribution into build/dist/
	@echo "Building the source distribution ..."
	@mkdir -p build/dist && rm -f build/dist/*.tar.gz
	@$(BIN)/python -m build --sdist --no-isolation --outdir build/dist . >build/sdist.log 2>&1 || { cat build/sdist.log; exit 1; }

.PHONY: npm
npm: $(SOURCES) $(NODE_BUILD)
	@echo "Building the npm package ..."
	@mkdir -p build/dist && rm -f build/dist/linkcodes-[0-9]*.tgz
	@tools/join-npm.sh generated build/npm
	@tools/compile-npm.sh build/npm build/compiled && chmod -R u=rwX,go=rX build/npm/dist
	@node tools/one-file.mjs build/npm
	@cd build/npm && npm pack --silent --pack-destination ../dist >/dev/null

.PHONY: dataset
dataset: $(SOURCES)
	@echo "Building the packages of the data set ..."
	@mkdir -p build/dist && rm -rf build/dataset build/dist/linkcodes?dataset-*
	@$(BIN)/python tools/dataset.py generated build/dataset
	@$(BIN)/python -m build --wheel --no-isolation --outdir build/dist build/dataset >build/dataset.log 2>&1 || { cat build/dataset.log; exit 1; }
	@cd build/dataset && npm pack --silent --pack-destination ../dist >/dev/null

.PHONY: data
data: generate $(VENV) ## Build the data pack into build/data/: Parquet, Arrow, CSV, SQLite, DuckDB, load files, a dbt package
	@echo "Building the data pack ..."
	@$(BIN)/python -m tools.pack generated build/data

.PHONY: site
site: pages $(NODE_BUILD) ## Build the reference site into build/site/
	@echo "Building the site ..."
	@$(BIN)/python site/make.py generated build/pages build

PORT ?= 8000
.PHONY: serve
serve: $(BUILD) $(NODE_BUILD) ## Show the site on http://127.0.0.1:8000 (PORT=... for another) and follow every edit
	@$(BIN)/python site/serve.py $(PORT)

# ---------------------------------------------------------------- tests

# A worker takes a file at a time, so that what the tests of a file share is made once, in the order of tests/conftest.py.
PYTEST := $(BIN)/python -m pytest -q --dist loadfile --no-loadscope-reorder

IN_PLACE := node --import ./packages/typescript/in-place.mjs --test --test-reporter=dot

# Some tests read the pages, too, which take a run of the tests longer to make than what an edit changes of them.
.PHONY: quick
quick: pages ## The loop for one edit: generate, lint, check types, run the tests that are quick
	@$(MAKE) --no-print-directory -j2 -O lint quick-tests

.PHONY: quick-tests
quick-tests: $(VENV) $(NODE)
	$(PYTEST) -n 2 -m "not slow"
	$(IN_PLACE) tests/typescript/conformance.test.mjs tests/typescript/runtime.test.mjs tests/typescript/runtime-plans.test.mjs

# One after the other, whatever -j says: the tests use what is built, and each half takes all cores.
.PHONY: test
test: ## Run all tests: Python, types, TypeScript, and the site in a real browser
	@$(MAKE) --no-print-directory test-build
	@$(MAKE) --no-print-directory test-python
	@$(MAKE) --no-print-directory test-node

# The parts of `make test`; the last two use what the first has built.
.PHONY: test-build
test-build: $(VENV) $(NODE) chromium check
	@$(MAKE) --no-print-directory -j2 -O lint all

.PHONY: test-python
test-python: $(VENV) $(NODE) chromium
	LINKCODES_BUILD_DIR=$(CURDIR)/build $(PYTEST) -n auto

.PHONY: test-node
test-node: $(VENV) $(NODE) chromium
	node --test --test-reporter=spec --test-concurrency=2 tests/typescript/*.test.mjs tests/browser/*.test.mjs

# The digest is that of the files with which the tests began.
.PHONY: test-release
test-release: $(VENV) $(NODE) packages sdist site ## Release the real spec without keeping it, build it twice; run it before a release
	@inputs=$$($(BIN)/python -m tests.release.inputs) && \
		$(BIN)/python -m pytest -q --confcutdir tests/release tests/release && \
		echo "$$inputs" >tests/release/passed

.PHONY: test-scale
test-scale: generate $(SCALE) ## Run the tests that need dbt, Spark with Java 17, or PostgreSQL, in an environment of their own, which it installs
	PYTHONPATH=packages/python:generated/python .venv-scale/bin/python -m pytest -q --confcutdir tests/scale tests/scale

# The files of tests that import what an extra brings.
ADAPTERS := webhook_adapters columns idempotency integrations_retry redact_integrations serialization models doors tokens \
	formats frames_use
.PHONY: test-lowest
test-lowest: generate $(NODE) $(LOWEST) ## Run the tests of the adapters with the lowest versions that the extras allow
	LINKCODES_GENERATED=$(CURDIR)/generated PYTHONPATH=packages/python:generated/python .venv-lowest/bin/python \
		-m pytest -q -W default::DeprecationWarning $(ADAPTERS:%=tests/python/test_%.py)

.PHONY: guard
guard: $(VENV) $(NODE) packages ## Print what the packages promise beside what is found today; fail if a promise is not kept
	@PYTHONPATH=packages/python:generated/python $(BIN)/python -m tests.guard

.PHONY: parity
parity: generate $(VENV) $(NODE) ## Ask both packages about 200,000 mutated inputs, and print where they differ (slow)
	@PYTHONPATH=packages/python:generated/python $(BIN)/python -m tests.parity 200000

.PHONY: reality
reality: generate $(VENV) ## Print how good the answers are about errors that people pasted in public, by provider
	@PYTHONPATH=packages/python:generated/python $(BIN)/python -m tools.reality

.PHONY: voice-report
voice-report: $(BUILD) ## Print for how many meanings of codes the texts contradict the plan; lint demands that there are none
	@$(BIN)/python -m tools.voices

.PHONY: mutate
mutate: generate $(VENV) $(NODE) ## Make faults in the code, and say which of them no test notices (slow)
	@$(BIN)/python -m tests.mutations
	@$(BIN)/python -m tests.mutations.readers

.PHONY: chromium
chromium:
	@tools/ensure-chromium.sh

.PHONY: bench
bench: $(VENV) $(NODE) packages site ## Print the budgets beside the measured figures
	@rm -rf build/python && $(BIN)/python -m zipfile -e build/dist/linkcodes-$(VERSION)-py3-none-any.whl build/python
	PYTHONPATH=build/python $(BIN)/python -m tests.bench

.PHONY: bench-tests
bench-tests: $(VENV) $(NODE) chromium ## Run make test, and once more with each provider twice; print what both cost (slow)
	@$(BIN)/python -m tests.bench doubled:tests

.PHONY: diff-size
diff-size: $(VENV) ## Print how many files and lines small edits of the spec change, beside the limits
	@$(BIN)/python -m tests.bench.diff_size

# ---------------------------------------------------------------- trust

# Both ask a registry, so they are no part of `make test`. pip-audit reads the lock as it is and resolves nothing.
.PHONY: audit
audit: $(VENV) $(NODE) ## Ask whether a locked dependency has a known fault or a wrong signature
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock -r requirements-action.lock
	npm audit
	npm audit signatures

.PHONY: releasable
releasable: ## Say whether TAG can be released: the setting in pyproject.toml and the version agree
	@$(PYTHON) tools/project.py releasable "$$TAG" $(VERSION)

# ---------------------------------------------------------------- releases

.PHONY: changelog
changelog: $(VENV) ## Move what is unreleased into the changelog's section of the version in spec/spec.json
	@$(BIN)/python -m codegen diff --write-fragment
	@$(BIN)/towncrier build --yes --version $(VERSION)

.PHONY: release
release: $(VENV) $(NODE) ## Check and build what the version publishes, record it, say what to push; publish nothing
	@$(BIN)/python -m codegen release

.PHONY: release-dry-run
release-dry-run: $(VENV) $(NODE) ## Do the same, and leave nothing behind
	@$(BIN)/python -m codegen release --dry-run

.PHONY: clean
clean: ## Remove everything that was built, except generated/ and the installed tools
	rm -rf build .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find codegen packages site tools tests examples generated -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## Remove the installed tools, too
	rm -rf .venv .venv-scale node_modules
