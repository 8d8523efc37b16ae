#!/bin/sh
# usage: join-npm.sh GENERATED FOLDER
# Joins the two halves of the npm package, the one written by hand and the one below GENERATED, into FOLDER, where
# `tsc -p FOLDER` builds it. Modes do not depend on the umask, so that the tarball does not either.
set -eu
generated=$1 folder=$2
tools=$(dirname "$0")
package=$tools/../packages/typescript

umask 022
rm -rf "$folder"
mkdir -p "$folder"
cp -R "$package/src" "$generated/typescript/." "$folder/"
cp "$package/tsconfig.build.json" "$folder/tsconfig.json"
cp "$package"/the-data-set-is-now-*.js "$package/../../LICENSE" "$package/../../CHANGELOG.md" "$folder/"
"${PYTHON:-python3}" "$tools/project.py" npm "$folder/package.json"
"${PYTHON:-python3}" "$tools/readme.py" "$generated" "$generated/typescript/README.md" >"$folder/README.md"
chmod -R u=rwX,go=rX "$folder"
