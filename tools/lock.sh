#!/usr/bin/env bash
# Writes requirements.lock anew from pyproject.toml: exact versions, hashes, no address of any registry.
# For developers, after a change of dependencies. Needs a network; takes less than a minute.
#   tools/lock.sh              keeps every version that still fits
#   tools/lock.sh --upgrade    takes the newest versions that pyproject.toml allows
set -euo pipefail
cd "$(dirname "$0")/.."

workplace=$(mktemp -d)
trap 'rm -rf "$workplace"' EXIT
python3 -m venv "$workplace/venv"
"$workplace/venv/bin/pip" install --quiet uv
printf 'setuptools\nwheel\n' >"$workplace/build.in"   # what builds the project itself, without a network

# One version for every Python and platform (fewest): the same input must score the same everywhere.
# --no-config, no UV_* index: the hashes are those of the public index, not of a local folder of wheels.
env -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS -u UV_INDEX -u UV_DEFAULT_INDEX \
    "$workplace/venv/bin/uv" pip compile pyproject.toml "$workplace/build.in" \
    --extra dev --extra hub --universal --python-version 3.11 --fork-strategy fewest \
    --generate-hashes --no-annotate --no-header --no-config --quiet \
    --no-emit-index-url --no-emit-find-links --output-file requirements.lock "$@" >/dev/null

if grep -n '://' requirements.lock; then
    echo "requirements.lock names an address: it must not" >&2
    exit 1
fi
echo "requirements.lock: $(grep -c '==' requirements.lock) packages"
