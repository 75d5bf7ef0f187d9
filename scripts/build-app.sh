#!/usr/bin/env bash
# Lays the server out for a fast start in build/app: the jar extracted, and an AOT cache made by a short training run.
# The cache fits one exact JDK and one exact jar; without it the hub starts all the same, only slower.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

jar=server/target/kalem.jar
app=build/app
training=build/training
[[ -f "$jar" ]] || die "$jar is missing: run 'make build'."
java="$(find_java)"

rm -rf "$app" "$training"
mkdir -p build
"$java" -Djarmode=tools -jar "$jar" extract --destination "$app"

say "Training the AOT cache ..."
port="$(free_port)"
url="http://127.0.0.1:$port"
mkdir -p "$training"
KALEM_PORT="$port" KALEM_DATA_DIR="$training/data" KALEM_PUBLIC_URL="$url" \
  KALEM_ADMIN_EMAIL=trainer@kalem.example KALEM_ADMIN_PASSWORD=training-run-only \
  KALEM_ADMIN_API_KEY=00000000-0000-4000-8000-000000000000 KALEM_ORGANIZATION=Training KALEM_DATABASE_URL='' \
  "$java" @scripts/jvm.options "-XX:AOTCacheOutput=$app/kalem.aot" -jar "$app/kalem.jar" >"$training/log" 2>&1 &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || true' EXIT
if wait_for_health "$url" "$server" 120; then
  # A few requests, so that the classes of the first ones are in the cache as well.
  python3 scripts/training.py "$url" 00000000-0000-4000-8000-000000000000 || true
  stop_server "$server"
  [[ -f "$app/kalem.aot" ]] || say "No AOT cache was made (see $training/log); the hub will start without one."
  rm -rf "$training/data"
else
  say "The training run did not come up; the hub will start without an AOT cache. Its log:"
  tail -n 30 "$training/log" >&2
fi
trap - EXIT
touch "$app/.built"
