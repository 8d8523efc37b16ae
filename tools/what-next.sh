#!/bin/sh
# The last words of `make`: what lies where, and what to try next.
set -eu
version=$1

cat <<TEXT

linkcodes $version is built.

  Python wheel     build/dist/linkcodes-$version-py3-none-any.whl
  npm package      build/dist/linkcodes-$version.tgz
  Data set         build/dist/linkcodes_dataset-$version-py3-none-any.whl, linkcodes-dataset-$version.tgz
  JSON Schemas     generated/jsonschema/
  CSV and JSON     generated/data/, generated/spec/linkcodes.json
  Reference site   build/site/index.html (opens from disk)

Try next:

  export PYTHONPATH=packages/python:generated/python
  python3 -c "from linkcodes.flinks import ApiCode; print(ApiCode.parse('INVALID_PASSWORD').info.summary)"
  make serve      the site on a local server
  make test       all tests
  make help       everything else
TEXT
