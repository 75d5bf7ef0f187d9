# shellcheck shell=bash
# What the scripts share. Source it; it changes to the root of the repository.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

java_major() { "$1" -version 2>&1 | sed -n 's/^[^"]* version "\([0-9]*\).*/\1/p'; }

# Prints the path of a Java 25: JAVA_HOME's, else one in the usual folders, else the one on the PATH.
find_java() {
  local java
  for java in "${JAVA_HOME:-/nonexistent}/bin/java" /usr/lib/jvm/*25*/bin/java \
    "$HOME"/.sdkman/candidates/java/25*/bin/java "$HOME"/.jdks/*25*/bin/java "$(command -v java || true)"; do
    if [[ -x "$java" && "$(java_major "$java")" == 25 ]]; then
      printf '%s\n' "$java"
      return
    fi
  done
  die "Kalem needs a JDK 25 and none was found. Install one (for example Temurin 25 under /usr/lib/jvm) or set JAVA_HOME to it."
}

need() {
  command -v "$1" >/dev/null || die "Kalem's build needs $1 ($2). Install it and run the command again."
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Waits until the server at $1 (process $2) answers its health check; gives up after $3 seconds.
wait_for_health() {
  local deadline=$((SECONDS + ${3:-120}))
  until python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1] + "/health", timeout=2)' "$1" 2>/dev/null; do
    kill -0 "$2" 2>/dev/null || return 1
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

# Ends process $1 as an operator would and waits for it.
stop_server() {
  kill -TERM "$1" 2>/dev/null || return 0
  wait "$1" 2>/dev/null || true
}
