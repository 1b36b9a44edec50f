#!/bin/sh
# The browser journeys and the types beside all other tests: a journey waits for a page most of the time, and no test needs the
# types. Arguments go to the tests. Fails when any does; journeys and types speak last, so that nothing mixes.
set -u
bin=$1
shift
said=$(mktemp)
types=$(mktemp)
trap 'rm -f "$said" "$types"' EXIT
"$bin/pytest" "$@" tests/browser >"$said" 2>&1 &
journeys=$!
"$bin/mypy" >"$types" 2>&1 &
typed=$!
trap 'kill "$journeys" "$typed" 2>/dev/null; rm -f "$said" "$types"; exit 130' INT TERM
"$bin/pytest" "$@" --numprocesses 2 --dist loadfile --ignore tests/browser
others=$?
wait "$typed"
right=$?
wait "$journeys"
shown=$?
echo "types:"
cat "$types"
echo "tests/browser:"
cat "$said"
test "$others" -eq 0 && test "$right" -eq 0 && test "$shown" -eq 0
