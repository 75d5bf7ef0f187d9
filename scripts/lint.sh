#!/usr/bin/env bash
# Every check that needs no running server: formats, linters, types and the web's unit tests.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

faults=0
check() {
  say "-- $1"
  shift
  "$@" || faults=$((faults + 1))
}

python_checks() {
  local ruff=.cache/conformance-venv/bin/ruff
  "$ruff" check --quiet --config conformance/ruff.toml bench conformance scripts &&
    "$ruff" format --quiet --check --config conformance/ruff.toml bench conformance scripts
}

shell_checks() {
  if ! command -v shellcheck >/dev/null; then
    say "shellcheck is not installed; only the syntax is checked"
    local script
    for script in scripts/*.sh kalem .ci/run; do bash -n "$script" || return 1; done
    return
  fi
  shellcheck -x scripts/*.sh kalem .ci/run
}

check "Java format" scripts/format.sh check
check "web: types, lint, format, unit tests" npm --prefix web run --silent check
check "Python: lint and format" python_checks
check "shell scripts" shell_checks
((faults == 0)) || die "$faults of the checks above failed."
