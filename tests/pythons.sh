#!/bin/sh
# The tests outside the browser under every other supported Python that is at hand, each in an environment of its own.
set -eu
# From 3.13 on the collector tells of buffers that matplotlib's PDF writer still holds when both go at once; nothing is lost.
heeded="error
ignore:Exception ignored in. <_io.BytesIO:pytest.PytestUnraisableExceptionWarning"
for version in 3.12 3.13 3.14; do
  python="python$version"
  "$python" -c '' 2>/dev/null || python=$(ls -d "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/"$python" 2>/dev/null | tail -1)
  if ! "${python:-false}" -c '' 2>/dev/null; then
    python="python$version"
    echo "$python: not at hand, not tested"
    continue
  fi
  home=".venv/other-$version"
  test -x "$home/bin/python" || "$python" -m venv "$home"
  "$home/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
  "$home/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
  "$home/bin/pytest" --numprocesses 2 --dist loadfile --ignore tests/browser -o "filterwarnings=$heeded"
done
