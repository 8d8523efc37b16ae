#!/bin/sh
# The browser tests need a real Chromium. Find one, install Debian's as root, or say the one line to type.
set -eu

for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Chromium is missing; installing Debian's package ..."
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium >/dev/null
  exit 0
fi

cat >&2 <<'TEXT'
make: the browser tests need Chromium, and none was found. Install it with

    sudo apt-get install -y chromium

or set CHROMIUM to the path of a Chromium or Chrome, then run `make test` again.
TEXT
exit 1
