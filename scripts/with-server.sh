#!/usr/bin/env bash
# Runs a command against a hub of its own: built in build/app, on a free port, with an empty temporary data folder.
# The command finds it in KALEM_URL, KALEM_ADMIN_EMAIL, KALEM_ADMIN_PASSWORD and KALEM_ADMIN_API_KEY, and a
# folder that it may write exports to in KALEM_EXPORT_FOLDERS.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

folder="$(mktemp -d "${TMPDIR:-/tmp}/kalem-test.XXXXXX")"
port="$(free_port)"
export KALEM_PORT="$port" KALEM_DATA_DIR="$folder/data" KALEM_DATABASE_URL=''
# Storages of kind folder may lie there.
export KALEM_EXPORT_FOLDERS="$folder/exports"
mkdir "$KALEM_EXPORT_FOLDERS"
export KALEM_URL="http://localhost:$port" KALEM_PUBLIC_URL="http://localhost:$port"
export KALEM_ADMIN_EMAIL=admin@kalem.example KALEM_ADMIN_PASSWORD=a-long-test-password
export KALEM_ADMIN_API_KEY=11111111-2222-4333-8444-555555555555 KALEM_ORGANIZATION='Kalem tests'

scripts/start.sh >"$folder/log" 2>&1 &
server=$!
# shellcheck disable=SC2317 # called by the trap
finish() {
  stop_server "$server"
  rm -rf "$folder"
}
trap finish EXIT
if ! wait_for_health "http://127.0.0.1:$port" "$server" 120; then
  tail -n 40 "$folder/log" >&2
  die "The server did not come up."
fi
status=0
"$@" || status=$?
if ((status != 0)); then
  say "-- the end of the server's log"
  tail -n 40 "$folder/log" >&2
fi
exit "$status"
