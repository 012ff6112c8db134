#!/usr/bin/env bash
# Makes a bare Debian or Ubuntu ready for the kiosk and its hub: native packages, .venv, Python packages, the project itself.
# Needs only bash and a package manager; a second run finds its stamp in .venv and ends in well under a second.
# What it may be told: PYTHON=/path/to/python3.x (which Python to use), KIOSK_SETUP_NO_APT=1 (install no native package).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
list=tools/native-packages.txt
stamp=.venv/house.stamp

# Settings of other projects would lead us astray. Those that say where packages come from (index, certificates,
# proxy, cache) stay: many offices and countries need their own mirror.
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP VIRTUAL_ENV CONDA_PREFIX __PYVENV_LAUNCHER__
for name in $(compgen -v PIP_ || true); do
    case $name in
    PIP_INDEX_URL | PIP_EXTRA_INDEX_URL | PIP_FIND_LINKS | PIP_NO_INDEX | PIP_TRUSTED_HOST | PIP_CERT | PIP_CLIENT_CERT) ;;
    PIP_PROXY | PIP_TIMEOUT | PIP_DEFAULT_TIMEOUT | PIP_RETRIES | PIP_CACHE_DIR | PIP_CONFIG_FILE) ;;
    *) unset "$name" ;;
    esac
done
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

say() { printf 'setup: %s\n' "$*"; }
fail() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

# What a finished set-up depends on; any change of it means: set up again.
fingerprint() {
    { echo "$root"; cat requirements.lock pyproject.toml "$list" tools/setup.sh tools/web_assets.sh; } | sha256sum | cut -d' ' -f1
}

is_done() { [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint)" ] && [ -x .venv/bin/python ]; }

# ---- Python ------------------------------------------------------------------------------------------------------
suits() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() { # prints the first Python >= 3.11: $PYTHON alone if it is set, else python3 wherever PATH has one
    local candidate candidates=()
    if [ -n "${PYTHON:-}" ]; then
        candidates=("$PYTHON")
    else
        mapfile -t candidates < <(type -ap python3 python3.13 python3.11 python3.12 python3.14)
    fi
    for candidate in "${candidates[@]}"; do
        if suits "$candidate"; then
            "$candidate" -c 'import sys; print(sys._base_executable)' # not the one of a virtual environment
            return
        fi
    done
    return 1
}

get_python() { # sets `python` and `version`; installs a newer Python where the distribution has one
    if ! python=$(find_python); then
        local newer found=
        [ -z "${PYTHON:-}" ] || fail "PYTHON=$PYTHON is no Python 3.11 or newer."
        say "this machine has no Python 3.11 or newer; looking for one in the distribution"
        has_apt && { as_root || fail "Type:  sudo apt-get update && sudo apt-get install -y python3.11 python3.11-venv" "then run the same command again."; }
        has_apt && refresh_lists
        for newer in python3.13 python3.12 python3.11; do
            if has_apt && offered "$newer"; then found=$newer && break; fi
        done
        [ -n "$found" ] || fail "the kiosk needs Python 3.11 or newer, and the distribution offers none." \
            "Install one by hand, then say where it is:  PYTHON=/path/to/python3.11 make test"
        install_packages "$found" "$found-venv"
        python=$(find_python) || fail "$found was installed but does not run."
    fi
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
}

# ---- Native packages ---------------------------------------------------------------------------------------------
has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null && [ -z "${KIOSK_SETUP_NO_APT:-}" ]; }

as_root() { # sets `sudo`: the words that make us root, or says no
    if [ "$(id -u)" = 0 ]; then
        sudo=()
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo=(sudo -n)
    elif command -v sudo >/dev/null && [ -t 0 ] && [ -t 2 ]; then
        sudo=(sudo)
        say "native packages need the rights of root: sudo may ask for your password"
    else
        return 1
    fi
}

refresh_lists() {
    [ -n "${lists_are_fresh:-}" ] && return
    lists_are_fresh=1
    say "refreshing the list of native packages (apt-get update)"
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 9>&- ||
        say "apt-get update did not succeed (no network?); going on with the list that is there"
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]; }
offered() { [ -n "$(apt-cache show --no-all-versions "$1" 2>/dev/null)" ]; }

install_packages() { # never removes a package of the user's
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends --no-remove \
        -o DPkg::Lock::Timeout=300 install "$@" >"$log" 2>&1 9>&- # no service may inherit our lock
}

needs_compiler() { # PocketSphinx ships wheels for these two only
    case "$version-$(uname -m)" in 3.11-x86_64 | 3.13-x86_64) return 1 ;; esac
}

has_venv() { "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; }

missing() { # prints, for each line of kind $1 that is not met, its alternatives
    local kind packages purpose one met
    while read -r kind packages purpose; do
        [ "$kind" = "$1" ] || continue
        packages=${packages//%V/$version}
        case $packages in *-venv*) has_venv && continue ;; esac
        met=
        for one in ${packages//|/ }; do installed "$one" && met=yes && break; done
        [ -n "$met" ] || echo "$packages"
    done <"$list"
}

choose() { # for each set of alternatives on stdin: the first that is offered, else the first of all
    local packages one chosen
    while read -r packages; do
        chosen=${packages%%|*}
        for one in ${packages//|/ }; do offered "$one" && chosen=$one && break; done
        echo "$chosen"
    done
}

get_natives() {
    local must want
    if ! has_apt; then
        say "not Debian or Ubuntu, or told not to install: these native packages are yours to see to:" \
            "$(grep -E '^(must|want)' "$list" | awk '{print $2}' | tr '\n' ' ')"
        return
    fi
    must=$(missing must; if needs_compiler; then missing build; fi)
    want=$(missing want)
    [ -n "$must$want" ] || return 0
    if ! as_root; then
        must=$(choose <<<"$must" | xargs) want=$(choose <<<"$want" | xargs)
        [ -n "$must" ] && fail "native packages are missing and this user may not install them. Type:" \
            "    sudo apt-get update && sudo apt-get install -y $must $want" "then run the same command again."
        say "missing, and this user may not install it: $want" "(parts of the demo and the tests need it):" \
            "sudo apt-get install -y $want"
        return
    fi
    refresh_lists
    must=$(choose <<<"$must" | xargs) want=$(choose <<<"$want" | xargs)
    if [ -n "$must" ]; then
        say "installing native packages (apt-get install): $must"
        # shellcheck disable=SC2086  # a list of words
        install_packages $must || { tail -n 5 "$log" >&2; fail "that failed (lines above). When network and disk are well, type:" \
            "    apt-get update && apt-get install -y $must    (as root)" "then run the same command again."; }
    fi
    if [ -n "$want" ]; then
        say "installing native packages for the demo and the tests (apt-get install): $want"
        # shellcheck disable=SC2086
        install_packages $want || say "that failed; parts of the demo and the tests will not run. As root, type:  apt-get install -y $want"
    fi
}

# ---- Python packages ---------------------------------------------------------------------------------------------
get_venv() {
    if [ -x .venv/bin/python ] && suits .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1 &&
        [ "$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "$version" ]; then
        return
    fi
    say "making .venv with $("$python" --version)"
    has_venv || fail "$python cannot make virtual environments. As root, type:  apt-get install -y python$version-venv"
    "$python" -m venv --clear .venv
}

get_python_packages() {
    say "installing the Python packages of requirements.lock (about 730 MB to fetch the first time)"
    # --no-deps: the lock is whole, and old pips forget a pin when another package asks for it with an extra.
    .venv/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock ||
        fail "pip could not install them (lines above). When the network is well, run the same command again;" \
            "where a mirror is needed:  PIP_INDEX_URL=<address of your mirror> make test"
    .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable . >"$log" 2>&1 ||
        { cat "$log" >&2; fail "the project itself could not be installed (lines above)."; }
    .venv/bin/python -m pip check >"$log" 2>&1 || { cat "$log" >&2; fail "requirements.lock is not whole (lines above)."; }
}

get_web_assets() { # what the hub's pages bring to the browser
    tools/web_assets.sh || say "the scripts of the hub's pages could not be fetched (lines above): they will do without." \
        "When the network is well:  tools/web_assets.sh"
}

prove() { # the libraries that fail late and unclearly are loaded once here
    QT_QPA_PLATFORM=offscreen .venv/bin/python -c \
        'import sounddevice, PySide6.QtWidgets as w; w.QApplication([])' >"$log" 2>&1 && return
    tail -n 5 "$log" >&2
    fail "Qt or PortAudio does not load (lines above): a native package is missing; see $list"
}

main() {
    is_done && return
    if command -v flock >/dev/null; then # two makes at once: the second waits, then finds all done
        exec 9<"$root"
        flock -n 9 || { say "another set-up is running here; waiting for it" && flock 9; }
        is_done && return
    fi
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    get_python
    get_natives
    get_venv
    get_python_packages
    get_web_assets
    prove
    fingerprint >"$stamp"
    say "ready in ${SECONDS} s ($(.venv/bin/python --version))"
}

main
