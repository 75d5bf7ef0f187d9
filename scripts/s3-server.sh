#!/usr/bin/env bash
# Prints the path of the S3 server that the storage tests run against; builds it once, outside the tree (some minutes).
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

version=v1.8.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/kalem/bin"
server="$cache/versitygw-$version"

if [[ ! -x "$server" ]]; then
  need go "1.24 or newer, to build the S3 server of the storage tests"
  building="$(mktemp -d)"
  trap 'rm -rf "$building"' EXIT
  say "Building the S3 server of the storage tests (versitygw $version) ..."
  GOBIN="$building" go install "github.com/versity/versitygw/cmd/versitygw@$version" >&2
  mkdir -p "$cache"
  # Renamed in one step, so that a test which runs meanwhile never starts half a program.
  mv "$building/versitygw" "$server.$$"
  mv "$server.$$" "$server"
fi
printf '%s\n' "$server"
