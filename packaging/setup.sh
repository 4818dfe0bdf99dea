#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes .venv, the environment of this checkout, and installs first what the system lacks for it.
# Asks apt only where it may (as root, or by a sudo that needs no password); elsewhere it prints the
# one line to run and stops. Says nothing and takes a moment when there is nothing to do.
set -eu
cd "$(dirname "$0")/.."

VENV=.venv
STAMP=$VENV/made-for
PINS=packaging/requirements.txt

# What Qt opens at start, as "file package", the package by its Debian name.
LIBRARIES='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libbrotlidec.so.1 libbrotli1
libglib-2.0.so.0 libglib2.0-0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libwayland-cursor.so.0 libwayland-cursor0
'

# What some tests drive the program with; without them those tests are left out. Asked for by
# TEST_TOOLS=yes, as "program package".
TOOLS='
Xvfb xvfb
xdotool xdotool
openbox openbox
setxkbmap x11-xkb-utils
soffice libreoffice-calc-nogui
soffice libreoffice-impress-nogui
chromium chromium
pdftoppm poppler-utils
qpdf qpdf
'

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

# Everything that decides how the environment looks. The folder is part of it: an environment that
# was moved or copied does not work.
fingerprint() {
    { pwd -P; cat pyproject.toml "$PINS" packaging/*.py packaging/setup.sh; } | cksum
}

up_to_date() {
    [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(fingerprint)" ] &&
        [ -f resources/built/icons.json ] && [ -f resources/built/fonts/fonts.json ] &&
        "$VENV/bin/python" -c '' 2>/dev/null
}

# Is "$1" a Python this program runs on?
suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

# Can "$1" make an environment? Debian packs that part apart.
makes_environments() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }

# The first Python that suits, one that can make environments before one that cannot; or nothing.
find_python() {
    found=
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        suits "$name" || continue
        if makes_environments "$name"; then
            printf '%s\n' "$name"
            return
        fi
        found=${found:-$name}
    done
    printf '%s\n' "$found"
}

# The Debian packages that give a Python, or what the Python "$1" lacks.
python_packages() {
    if [ -z "$1" ]; then
        if ! command -v python3 >/dev/null 2>&1; then
            echo python3 python3-venv
        else # there is one, of another version
            for version in 3.13 3.12 3.11; do
                if apt-cache show "python$version-venv" >/dev/null 2>&1; then
                    echo "python$version python$version-venv"
                    return
                fi
            done
            fail "Journey Studio needs Python 3.11, 3.12 or 3.13; here is $(python3 --version)." \
                "Install one of them beside it and say: make setup PYTHON=/path/to/python3.13"
        fi
    elif ! makes_environments "$1"; then
        case $1 in
            python3) echo python3-venv ;;
            *) echo "$(basename "$1")-venv" ;;
        esac
    fi
}

missing_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    printf '%s\n' "$LIBRARIES" | while read -r file package; do
        [ -n "$file" ] || continue
        case $known in
            *"$file "*) ;;
            *) echo "$package" ;;
        esac
    done
}

missing_tools() {
    [ "${TEST_TOOLS:-}" = yes ] || return 0
    printf '%s\n' "$TOOLS" | while read -r program package; do
        [ -z "$program" ] || command -v "$program" >/dev/null 2>&1 || echo "$package"
    done
}

# Install the Debian packages "$@", or say how.
install_packages() {
    line="apt-get install -y --no-install-recommends $*"
    if ! command -v apt-get >/dev/null 2>&1; then
        fail "Journey Studio needs these, by their Debian names, and there is no apt here:" "$*"
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root='env DEBIAN_FRONTEND=noninteractive'
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root='sudo -n env DEBIAN_FRONTEND=noninteractive'
    else
        say "Some packages of the system are missing. Run this line, then the same make again:"
        fail "  sudo apt-get update && sudo $line"
    fi
    say "Installing from the system's packages: $*"
    # An old list of packages names files that are gone: fetch it anew before giving up.
    # shellcheck disable=SC2086
    $as_root $line >/dev/null 2>&1 ||
        { $as_root apt-get update -qq >&2 && $as_root $line -qq >/dev/null; } ||
        fail "That did not succeed. Run this line to see why, then the same make again:" \
            "  sudo apt-get update && sudo $line"
}

make_environment() {
    # One that was moved here from elsewhere, or whose Python is gone, is of no use.
    if ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1 ||
        ! suits "$VENV/bin/python" || ! grep -qF "$(pwd -P)/$VENV" "$VENV/bin/activate"; then
        rm -rf "$VENV"
        say "Making the environment in $VENV with $("$python" --version)."
        "$python" -m venv "$VENV"
    fi
    pip="$VENV/bin/python -m pip --disable-pip-version-check install -qq"
    say "Installing the pinned packages; the first time this takes a minute or two."
    $pip --require-hashes --only-binary :all: -r "$PINS"
    say "Making the fonts and the icons."
    $pip --no-deps --no-build-isolation --editable .
}

# Mermaid itself, which some tests let read what is written here.
fetch_mermaid() {
    [ "${TEST_TOOLS:-}" = yes ] || return 0
    "$VENV/bin/python" packaging/mermaid_itself.py ||
        say "The tests that need Mermaid itself will be left out."
}

# Not needed to run anything, so nothing stops where they cannot be had.
# shellcheck disable=SC2046
set -- $(missing_tools)
if [ $# -gt 0 ]; then
    (install_packages "$@") || say "The tests that need $* will be left out."
fi

if up_to_date; then
    fetch_mermaid
    exit 0
fi

python=$(find_python)
packages=$(python_packages "$python" && missing_libraries)
# shellcheck disable=SC2086
set -- $packages
if [ $# -gt 0 ]; then
    install_packages "$@"
    python=$(find_python)
fi
[ -n "$python" ] || fail "There is still no Python 3.11 to 3.13 that can make an environment."
rm -f "$STAMP"
make_environment
fingerprint >"$STAMP"
fetch_mermaid
