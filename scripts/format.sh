#!/usr/bin/env bash
# Checks ("check") or rewrites ("write") the format of all Java sources with google-java-format.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

mode="${1:-check}"
version="$(sed -n 's:.*<google-java-format.version>\(.*\)</google-java-format.version>.*:\1:p' pom.xml)"
jar=".cache/google-java-format-$version-all-deps.jar"
if [[ ! -f "$jar" ]]; then
  mkdir -p .cache
  mvn -q -B -N org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    "-Dartifact=com.google.googlejavaformat:google-java-format:$version:jar:all-deps" -DoutputDirectory=.cache
fi
java="$(find_java)"
flags=(-Xshare:auto -XX:+UseSerialGC)
for package in api code file parser tree util main; do
  flags+=("--add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED")
done
case "$mode" in
  check) arguments=(--dry-run --set-exit-if-changed) ;;
  write) arguments=(--replace) ;;
  *) die "usage: scripts/format.sh check|write" ;;
esac
if ! find annotation formats server -name '*.java' -not -path '*/target/*' -print0 |
  xargs -0 -r "$java" "${flags[@]}" -jar "$jar" "${arguments[@]}"; then
  die "The Java files named above are not formatted: run 'make format'."
fi
