#!/bin/sh
# Find a Chromium for the browser journeys; install Debian's where that is allowed, otherwise say what to run.
set -eu
for name in "${TUMEN_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "No Chromium found: installing Debian's."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-nanum >/dev/null
    exit 0
fi
cat >&2 <<'MESSAGE'
The browser journeys need a Chromium and none was found. Run one of
    sudo apt-get install chromium        (Debian, Ubuntu)
    brew install --cask chromium         (macOS)
or name one:  TUMEN_CHROMIUM=/path/to/chrome make test
MESSAGE
exit 1
