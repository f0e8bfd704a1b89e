#!/bin/sh
# Lay the locked environment in .venv, on Python 3.13.
set -eu
cd "$(dirname "$0")/.."
uv=.tools/uv/bin/uv

if ! "$uv" python find --quiet 3.13 >/dev/null 2>&1 && ! "$uv" python install --quiet 3.13 2>/dev/null; then
    echo 'Portico runs on Python 3.13. It is not on the PATH, and it could not be downloaded.' >&2
    echo 'Install it, or put the folder of an existing python3.13 on the PATH, and run this again.' >&2
    exit 1
fi
"$uv" sync --frozen --quiet
