#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests; installs Debian's when there is none and apt may be used.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

find_chromium() {
  local name
  for name in "${KALEM_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [[ -n "$name" ]] && command -v "$name" && return
  done
  return 1
}

if ! find_chromium; then
  command -v apt-get >/dev/null ||
    die "The browser tests need Chromium: install it, or set KALEM_CHROMIUM to its path."
  as_root=()
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null ||
      die "The browser tests need Chromium: install it (apt-get install chromium), or set KALEM_CHROMIUM to its path."
    as_root=(sudo -n)
  fi
  say "Installing chromium ..."
  "${as_root[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >&2
  find_chromium || die "chromium was installed but is not on the PATH."
fi
