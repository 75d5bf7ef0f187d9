#!/usr/bin/env bash
# Makes the virtual environment $1 with the pinned packages of requirements file $2, once for each state of that file.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

venv="$1"
requirements="$2"
stamp="$venv/.requirements"
cmp -s "$requirements" "$stamp" 2>/dev/null && [[ -x "$venv/bin/python" ]] && exit 0
need python3 "3.11 or newer, with its venv module"
say "Preparing $venv ..."
rm -rf "$venv"
python3 -m venv "$venv" || die "Python could not make a virtual environment. On Debian: apt-get install python3-venv."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
cp "$requirements" "$stamp"
