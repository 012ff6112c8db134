# Every target sees to its own set-up (tools/setup.sh); a second run does nothing twice. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test kiosk ehr check bench soak clean

# Model packs and recordings that lie beside the checkout, where they do; what is set already wins.
MODELS_BESIDE := $(shell cd ../shared/models 2>/dev/null && pwd)
MEDIA_BESIDE := $(shell cd ../shared/media 2>/dev/null && pwd)
ifneq ($(MODELS_BESIDE),)
export KIOSK_MODEL_PACK ?= $(MODELS_BESIDE)
endif
ifneq ($(MEDIA_BESIDE),)
export KIOSK_TEST_MEDIA ?= $(MEDIA_BESIDE)
endif
# No test, demo or program of ours fetches models behind our back.
export HF_HUB_OFFLINE ?= 1
# Python paths of other projects would shadow our packages.
unexport PYTHONPATH PYTHONHOME
# Hundreds of programs start in the tests: each would compile the whole source anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON_OF_VENV := .venv/bin/python
# More words for pytest, e.g.  make test ARGS="tests/unit -q"
ARGS ?=
# Many tests wait for real devices, processes and time: on two processors a third file at once uses what the others leave.
WORKERS ?= 3
# In the order of the folders: by the number of tests the few long ones of tests/end2end would come last, on one worker.

help: ## lists the targets
	@sed -nE 's/^([a-z]+):.*## (.*)$$/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -nE 's/^([a-z]+):.*## (.*)$$/  make \1   \2/p' $(MAKEFILE_LIST)

setup: ## native packages, .venv, Python packages; what the other targets do first by themselves
	@tools/setup.sh

demo: setup ## one whole recorded interview through the real screens; results in out/demo
	@tools/demo.sh

test: setup ## all tests
	LC_ALL=C.UTF-8 QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(PYTHON_OF_VENV) -m pytest -n $(WORKERS) --dist loadfile \
		--no-loadscope-reorder $(ARGS)

kiosk: setup ## the kiosk in a window
	@if [ -z "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ]; then \
		echo "make kiosk: there is no screen here. See an interview without one:  make demo" >&2; exit 2; fi
	.venv/bin/kiosk run --windowed

ehr: setup ## the hub, with a PostgreSQL of its own; prints where it is and the first one-time link
	.venv/bin/ehr serve

check: setup ## format, lint, types, import contracts
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: setup ## benchmarks, written to out/bench.json
	@tools/long_run.sh bench

soak: setup ## the long fault tests, written to out/soak.json
	@tools/long_run.sh soak

clean: ## removes out/ and caches; .venv stays
	rm -rf out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find app tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
