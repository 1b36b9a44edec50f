"""The tests of the explorer; :mod:`tests.toy` holds a small world whose answers are known by hand."""
