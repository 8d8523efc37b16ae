#!/bin/sh
# usage: action.sh install | sources PATH | overlay FILE | changes VERSION
# What the steps of action.yml run, in the repository of a user. The tools come from the checkout of this project and
# from requirements-action.lock; no module of the user's repository is imported, whatever it is called.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
tools=${RUNNER_TEMP:?}/linkcodes
export PYTHONPATH="$home/packages/python:$home/generated/python:$home" PYTHONSAFEPATH=1 PYTHONDONTWRITEBYTECODE=1

python() {
  "$tools/bin/python" "$@"
}

verb=$1
[ $# -lt 2 ] || shift
case $verb in
  install)
    "${PYTHON:-python3}" -m venv "$tools"
    python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
      -r "$home/requirements-action.lock"
    ;;
  sources) python -m linkcodes.cli check-source --format github --unused-ok -- "$1" ;;
  overlay) python -m codegen lint --format github --overlay "$1" ;;
  changes) python -m codegen diff --format github --against "$1" ;;
  *) echo "action.sh: no step is called $verb" >&2; exit 2 ;;
esac
