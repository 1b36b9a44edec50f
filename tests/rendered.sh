#!/bin/sh
# LibreOffice for the tests that draw slides; install Debian's where that is allowed, otherwise say what to run.
set -eu
command -v soffice >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Missing for the tests: installing Debian's libreoffice-impress-nogui."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-impress-nogui fonts-liberation fonts-nanum >/dev/null
    exit 0
fi
cat >&2 <<'MESSAGE'
The tests that draw slides need LibreOffice, which was not found. Run one of
    sudo apt-get install libreoffice-impress fonts-liberation fonts-nanum        (Debian, Ubuntu)
    brew install --cask libreoffice        (macOS)
MESSAGE
exit 1
