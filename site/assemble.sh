#!/bin/sh
# usage: site/assemble.sh GENERATED BUILD
# Joins the hand-written pages with the generated ones (the folder GENERATED/site) below BUILD, where
# `mkdocs build -f BUILD/mkdocs.yml` makes BUILD/site of them. MERMAID names the script for diagrams.
set -eu
here=$(dirname "$0")
generated=$1
build=$2
mermaid=${MERMAID:-$here/../node_modules/mermaid/dist/mermaid.min.js}

rm -rf "$build/docs" "$build/overrides" "$build/mkdocs.yml"
mkdir -p "$build"
cp -R "$here/overrides" "$build/overrides"
cp -R "$here/docs" "$build/docs"
cp -R "$generated/site/." "$build/docs"
cp "$mermaid" "$build/docs/assets/mermaid.min.js"
rm "$build/docs/nav.yml"
node "$here/bundle.mjs" "$generated/typescript" "$build/docs/assets"

# Two files are joined halves: the home page and the configuration, whose last list is the navigation.
cat "$here/docs/index.md" "$generated/site/index.md" > "$build/docs/index.md"
cat "$here/mkdocs.yml" "$generated/site/nav.yml" > "$build/mkdocs.yml"
