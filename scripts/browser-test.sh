#!/usr/bin/env bash
# The browser tests of web/tests against a hub of their own. They find it, a browser, photographs and the folder for their
# screenshots in KALEM_URL, KALEM_ADMIN_EMAIL, KALEM_ADMIN_PASSWORD, KALEM_ADMIN_API_KEY, KALEM_CHROMIUM, KALEM_PHOTOS and
# KALEM_SCREENSHOTS.
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
exec scripts/with-server.sh npm --prefix web run --silent test:browser
