#!/usr/bin/env bash
# The hub with a sample project of real photographs, in a data folder of its own (./data-demo unless KALEM_DATA_DIR says else).
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

scripts/venv.sh .cache/conformance-venv conformance/requirements.txt
export KALEM_DATA_DIR="${KALEM_DATA_DIR:-./data-demo}"
export KALEM_PORT="${KALEM_PORT:-8080}"
export KALEM_ORGANIZATION="${KALEM_ORGANIZATION:-Kalem demo}"
mkdir -p "$KALEM_DATA_DIR"
secrets="$KALEM_DATA_DIR/demo-sign-in"
if [[ ! -f "$secrets" ]]; then
  (
    umask 077
    python3 -c 'import secrets, uuid; print(secrets.token_urlsafe(12)); print(uuid.uuid4())' >"$secrets"
  )
fi
{ read -r password; read -r key; } <"$secrets"
export KALEM_ADMIN_EMAIL="${KALEM_ADMIN_EMAIL:-admin@demo.example}"
export KALEM_ADMIN_PASSWORD="${KALEM_ADMIN_PASSWORD:-$password}"
export KALEM_ADMIN_API_KEY="${KALEM_ADMIN_API_KEY:-$key}"

# Waits for the server beside it, fills it once, prints how to sign in, and ends.
TQDM_DISABLE=1 .cache/conformance-venv/bin/python scripts/demo.py "http://localhost:$KALEM_PORT" "$KALEM_ADMIN_API_KEY" \
  "$KALEM_ADMIN_EMAIL" "$KALEM_ADMIN_PASSWORD" &
exec scripts/start.sh
