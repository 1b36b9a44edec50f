#!/bin/sh
# Find a Chromium for the browser journeys and poppler's readers of PDF for the tests of printed maps; install Debian's where
# that is allowed, otherwise say what to run. The headless shell is the same browser without a window around it and opens a page in
# two thirds of the time; where it cannot be had, the whole one does.
set -eu
has() { command -v "$1" >/dev/null 2>&1; }
any() { for name in "$@"; do if [ -n "$name" ] && has "$name"; then return 0; fi; done; return 1; }
may_install() { has apt-get && [ "$(id -u)" = 0 ]; }
install() {
    echo "For the tests: installing Debian's $*."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
tried=.venv/.no-headless-shell
if may_install && [ ! -e "$tried" ] && ! any "${TUMEN_CHROMIUM:-}" chromium-headless-shell; then
    install chromium-headless-shell fonts-nanum || { echo "It cannot be had here; going on without."; touch "$tried"; }
fi
wanted=
any "${TUMEN_CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome || wanted="chromium fonts-nanum"
{ has pdftotext && has pdffonts; } || wanted="$wanted poppler-utils"
[ -n "$wanted" ] || exit 0
if may_install; then
    # shellcheck disable=SC2086
    install $wanted
    exit 0
fi
cat >&2 <<'MESSAGE'
The browser journeys need a Chromium, the tests of printed maps need poppler (pdftotext, pdffonts); not all were found. Run one of
    sudo apt-get install chromium poppler-utils        (Debian, Ubuntu)
    brew install --cask chromium && brew install poppler        (macOS)
or name a browser:  TUMEN_CHROMIUM=/path/to/chrome make test
MESSAGE
exit 1
