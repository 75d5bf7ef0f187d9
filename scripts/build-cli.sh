#!/usr/bin/env bash
# Builds the kalem command into build/cli: the formats, the annotation library and the few jars that they need.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

need mvn "3.8 or newer"
find_java >/dev/null
rm -rf build/cli
mkdir -p build/cli
mvn -q -B -pl annotation,formats -DskipTests package dependency:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$PWD/build/cli"
cp annotation/target/annotation-*.jar formats/target/formats-*.jar build/cli/
touch build/cli/.built
