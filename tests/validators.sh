#!/bin/sh
# FollowTheMoney's own program, in an environment of its own: it builds on ICU, whose headers not every machine has. Without it the
# tests hold its exports against the published rules of the model alone.
set -eu
home=.venv/validators
[ -x "$home/bin/ftm" ] && exit 0
.venv/bin/python -m venv "$home"
if ! "$home/bin/python" -m pip install --quiet --disable-pip-version-check "followthemoney>=4.11,<5"; then
  rm -rf "$home"
  echo "FollowTheMoney cannot be installed here; it needs a C++ compiler and ICU (Debian: libicu-dev, pkg-config). Going on without it."
fi
