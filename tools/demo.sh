#!/usr/bin/env bash
# Runs the recorded candidates (strong and weak, Chinese and English) through the real screens into a real hub and says
# where the results are.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=out/demo
export LC_ALL=C.UTF-8   # Qt wants a UTF-8 locale, and prints are Chinese too

screen=()
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    echo "demo: on the screen that is there"
elif command -v xvfb-run >/dev/null && command -v xauth >/dev/null; then
    echo "demo: no screen here, so on a virtual one (Xvfb)"
    screen=(xvfb-run --auto-servernum --server-args "-screen 0 1920x1080x24")
    export QT_QPA_PLATFORM=xcb
else
    echo "demo: no screen and no Xvfb here, so drawn off screen"
    export QT_QPA_PLATFORM=offscreen
fi

interview() { # folder, words of `kiosk demo`
    local folder=$1 started=$SECONDS
    shift
    echo "demo: interview into $folder ($*)"
    "${screen[@]}" .venv/bin/kiosk demo --out "$folder" "$@"
    [ -s "$folder/profile.json" ] || { echo "demo: $folder/profile.json was not written" >&2; exit 1; }
    echo "demo: done in $((SECONDS - started)) s"
}

# A new run leaves no result of an old one behind.
rm -rf "$out"
interview "$out" --lang zh
interview "$out/en" --lang en
# The weak ones sit down at copies of the strong ones' kiosks: a recruiter has two to compare.
for lang in zh en; do
    mkdir -p "$out/weak-$lang"
    strong=$out; [ "$lang" = zh ] || strong=$out/$lang
    cp -R "$strong/data" "$out/weak-$lang/data"
    interview "$out/weak-$lang" --lang "$lang" --candidate weak --typing-s 1 --data "$out/weak-$lang/data"
done

echo "demo: a recruiter and an administrator look at them; pictures of each of their screens and papers"
"${screen[@]}" .venv/bin/python -W ignore -m tests.end2end.console_screens --out "$out/console" \
    --data "$out/weak-zh/data" --data "$out/weak-en/data" 2>"$out/console.log"

echo "demo: the first interview goes to a real hub, and its dossier is opened in a browser"
.venv/bin/python tools/demo_hub.py "$out"

echo
echo "Four interviews were held, scored and stored. The scored profile and the report of each:"
for folder in "$out" "$out/en" "$out/weak-zh" "$out/weak-en"; do
    echo "    $PWD/$folder/profile.json    $PWD/$folder/report.html"
done
echo "Screenshots: $PWD/$out/screens"
echo "Screenshots of console and administration, and the papers (.pdf), in Chinese and English: $PWD/$out/console"
echo "The dossier page of the hub, as the browser showed it: $PWD/$out/hub/dossier.zh.html (.png, .pdf; .en for English)"
echo "To open that hub again and look around: $PWD/$out/hub/sign-in.txt"
