#!/usr/bin/env bash
# Starts the built hub in the foreground. Settings are read from the environment; SIGINT and SIGTERM stop it cleanly.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

# The cache fits the paths of its training run, so the app is named the same way here: relative to the root.
app=build/app
[[ -f "$app/kalem.jar" ]] || die "The hub is not built yet: run 'make build' first."
java="$(find_java)"
# Large items, spools and uploads go to temporary files, and the temporary directory of many machines is small and in memory.
temporary="${KALEM_DATA_DIR:-./data}/temporary"
mkdir -p "$temporary"
temporary="$(cd "$temporary" && pwd)"
flags=("@scripts/jvm.options" "-Djava.io.tmpdir=$temporary")
[[ -f "$app/kalem.aot" ]] && flags+=("-XX:AOTCache=$app/kalem.aot")
# Many threads and the C library's usual arenas would hold memory that nobody uses.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
exec "$java" "${flags[@]}" -jar "$app/kalem.jar"
