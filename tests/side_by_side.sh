#!/bin/sh
# The browser journeys beside all other tests: a journey waits for a page most of the time. Arguments go to both.
# The architecture is looked at by make check already. Fails when either does; the journeys speak last, so that the two do not mix.
set -u
bin=$1
shift
said=$(mktemp)
trap 'rm -f "$said"' EXIT
"$bin/pytest" "$@" tests/browser >"$said" 2>&1 &
journeys=$!
trap 'kill "$journeys" 2>/dev/null; rm -f "$said"; exit 130' INT TERM
"$bin/pytest" "$@" --numprocesses 2 --dist loadfile --ignore tests/browser --ignore tests/test_architecture.py
others=$?
wait "$journeys"
shown=$?
echo "tests/browser:"
cat "$said"
test "$others" -eq 0 && test "$shown" -eq 0
