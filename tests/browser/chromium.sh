#!/bin/sh
# Find a Chromium for the browser journeys and poppler's readers of PDF for the tests of printed maps; install Debian's where
# that is allowed, otherwise say what to run.
set -eu
browser=
for name in "${TUMEN_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then browser=$name; fi
done
wanted=
[ -n "$browser" ] || wanted="chromium fonts-nanum"
command -v pdftotext >/dev/null 2>&1 && command -v pdffonts >/dev/null 2>&1 || wanted="$wanted poppler-utils"
[ -n "$wanted" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Missing for the tests: installing Debian's $wanted."
    # shellcheck disable=SC2086
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
    exit 0
fi
cat >&2 <<'MESSAGE'
The browser journeys need a Chromium, the tests of printed maps need poppler (pdftotext, pdffonts); not all were found. Run one of
    sudo apt-get install chromium poppler-utils        (Debian, Ubuntu)
    brew install --cask chromium && brew install poppler        (macOS)
or name a browser:  TUMEN_CHROMIUM=/path/to/chrome make test
MESSAGE
exit 1
