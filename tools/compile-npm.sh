#!/bin/sh
# usage: compile-npm.sh FOLDER KEPT
# Compiles the joined npm package in FOLDER as `tsc -p FOLDER` does. KEPT has what the compiler found and made the last time, so that
# it looks only at what has changed. Where there are other files than then, or other options, all is compiled again: it never removes what it
# made of a file that is gone, or because of an option that is.
set -eu
folder=$1 kept=$2
rm -rf "$kept.new"
mkdir -p "$kept.new"
(cd "$folder" && find . -type f -name '*.ts*' | LC_ALL=C sort && cat tsconfig.json) >"$kept.new/files"
if cmp -s "$kept/files" "$kept.new/files"; then
	cp -R "$kept/dist" "$folder/dist"
	cp "$kept/info" "$kept.new/info"
fi
"$(dirname "$0")/../node_modules/.bin/tsc" -p "$folder" --incremental --tsBuildInfoFile "$kept.new/info"
# Both are kept at once, so that a run that is killed leaves nothing of which one half is older than the other.
cp -R "$folder/dist" "$kept.new/dist"
rm -rf "$kept"
mv "$kept.new" "$kept"
