#!/usr/bin/env bash
# Runs tests.bench or tests.soak (first argument), which write out/<name>.json; says so plainly where it is not there.
# ARGS holds more words for it:  make soak ARGS="kills --kills 100"
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
name=$1

if [ ! -e "tests/$name.py" ] && [ ! -e "tests/$name/__main__.py" ]; then
    echo "make $name: tests/$name is not written yet; nothing was measured." >&2
    exit 2
fi
mkdir -p out
LC_ALL=C.UTF-8 QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen} exec .venv/bin/python -m "tests.$name" ${ARGS:-}
