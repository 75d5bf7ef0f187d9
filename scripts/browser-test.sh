#!/usr/bin/env bash
# The browser tests of web/tests against a hub of their own. With "screenshots" only those that draw the pages run.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

KALEM_CHROMIUM="$(scripts/chromium.sh)"
export KALEM_CHROMIUM
# The photographs that the pages show in the tests come from scikit-image's own package.
KALEM_PHOTOS="$(.cache/conformance-venv/bin/python conformance/photos.py)"
export KALEM_PHOTOS
export KALEM_SCREENSHOTS="$PWD/web/screenshots"
mkdir -p "$KALEM_SCREENSHOTS"
exec scripts/with-server.sh npm --prefix web run --silent "${1:-test:browser}"
