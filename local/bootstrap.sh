#!/bin/sh
# Bring the pinned uv into .tools/uv with whatever Python 3.11 or newer is at hand.
set -eu
cd "$(dirname "$0")/.."

python=
for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo 'Portico needs python3, version 3.11 or newer, on the PATH. None was found.' >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$python cannot make virtual environments: its modules venv and ensurepip are missing." >&2
    echo 'On Debian and Ubuntu they are in the package python3-venv.' >&2
    exit 1
fi

rm -rf .tools/uv
"$python" -m venv .tools/uv
if ! .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r local/uv.txt; then
    rm -rf .tools/uv
    echo 'uv could not be installed from the package index; what pip said stands above.' >&2
    exit 1
fi
