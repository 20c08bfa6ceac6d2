#!/usr/bin/env bash
# What the tests need from the system: Chromium and PostgreSQL with PostGIS. Installs what is missing
# when run as root, otherwise says what to install. Never stops the run: tests that lack something are
# listed with their reason at the end of it.
set -uo pipefail

shopt -s nullglob
missing=()
command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
# The node inside playwright is linked against it; a minimal Debian has it not.
atomics=(/usr/lib/*/libatomic.so.1 /usr/lib64/libatomic.so.1)
[ -e "${atomics[0]}" ] || missing+=(libatomic1)
servers=(/usr/lib/postgresql/*/bin/initdb)
[ "${#servers[@]}" -gt 0 ] || missing+=(postgresql)
extensions=(/usr/share/postgresql/*/extension/postgis.control)
[ "${#extensions[@]}" -gt 0 ] || missing+=(postgresql-postgis)

[ "${#missing[@]}" -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ]; then
    echo "Installing for the tests: ${missing[*]}"
    if apt-get update -qq \
        && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
            >/dev/null; then
        exit 0
    fi
    echo "The system's packages could not be installed. Tests that need them will be listed at the end." >&2
else
    echo "Some tests need packages of the system. To run them too:" >&2
    echo "    sudo apt-get update && sudo apt-get install ${missing[*]}" >&2
fi
