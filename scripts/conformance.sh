#!/usr/bin/env bash
# The client's conformance suite. Against a hub of its own, or against HOST (with the API key KEY of an administrator).
# Further arguments go to pytest.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

scripts/venv.sh .cache/conformance-venv conformance/requirements.txt
if [[ -n "${HOST:-}" ]]; then
  [[ -n "${KEY:-}" ]] || die "With HOST give KEY as well: the API key of an administrator of that server."
  export KALEM_CONFORMANCE_HOST="$HOST" KALEM_CONFORMANCE_KEY="$KEY"
fi
cd conformance
exec ../.cache/conformance-venv/bin/python -m pytest "$@"
