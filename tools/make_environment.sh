#!/usr/bin/env bash
# Make .venv (unless it is there) and install exactly what a lock file names, then Lokality itself.
# Usage: tools/make_environment.sh requirements.lock|requirements-test.lock
set -euo pipefail
cd "$(dirname "$0")/.."
lock="$1"

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3.11 python3; do
        # shellcheck disable=SC2086
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Lokality needs Python 3.11 or newer: apt-get install python3 python3-venv" >&2
    return 1
}

if [ ! -x .venv/bin/python ]; then
    python="$(find_python)"
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        if [ "$(id -u)" != 0 ]; then
            echo "Python's venv module is missing. Install it, then repeat:  sudo apt-get install $package" >&2
            exit 1
        fi
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    fi
    "$python" -m venv .venv
fi

# The hashes in the lock are the promise; a file that differs is refused, from wherever it came.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
PYTHONWARNINGS=ignore .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-index --no-deps --no-build-isolation --editable .
