#!/bin/sh
# Say in one line what is missing before anything is installed.
set -eu
python=${1:-python3}

fail() {
  printf 'make: %s\n' "$1" >&2
  exit 1
}

command -v "$python" >/dev/null 2>&1 || fail "Python 3.11 or later is needed; '$python' is not there. Try: make PYTHON=python3.12"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "Python 3.11 or later is needed; '$python' is $("$python" -V 2>&1). Try: make PYTHON=python3.12"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
  fail "Python lacks its venv module. On Debian and Ubuntu: sudo apt-get install python3-venv"
command -v node >/dev/null 2>&1 || fail "Node.js 20 or later is needed; 'node' is not there"
node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' ||
  fail "Node.js 20 or later is needed; 'node' is $(node --version)"
command -v npm >/dev/null 2>&1 || fail "npm is needed; it usually comes with Node.js"
