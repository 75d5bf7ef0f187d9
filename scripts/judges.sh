#!/usr/bin/env bash
# Other tools read the files that the kalem command writes, and it reads theirs. Arguments go to pytest.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

scripts/venv.sh .cache/judges-venv conformance/requirements-judges.txt
cd conformance
# The suite's own fixtures start a hub, which judges do without.
exec ../.cache/judges-venv/bin/python -m pytest --noconftest test_format_judges*.py "$@"
