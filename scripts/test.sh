#!/usr/bin/env bash
# Every check of the project, one after the other; a failed one does not hide the next. Ends with one line that counts them.
set -uo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

passed=0
failures=()
step() {
  local name="$1" start=$SECONDS
  shift
  say ""
  say "== $name"
  if "$@"; then
    passed=$((passed + 1))
    say "== $name passed in $((SECONDS - start)) s"
  else
    failures+=("$name")
    say "== $name FAILED after $((SECONDS - start)) s"
  fi
}

make="${MAKE:-make}"
step "lint" "$make" --no-print-directory lint
step "Java build and tests" "$make" --no-print-directory verify
step "format judges" "$make" --no-print-directory judges
step "client conformance" "$make" --no-print-directory conformance
step "browser tests" "$make" --no-print-directory browser-test

say ""
for failure in "${failures[@]}"; do say "failed: $failure"; done
printf 'Checks: %d passed, %d failed\n' "$passed" "${#failures[@]}"
((${#failures[@]} == 0))
