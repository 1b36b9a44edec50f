"""The one way in which words reach a terminal or a log: in whatever encoding it has, and none of them an order to it."""

from __future__ import annotations

import codecs
import io
import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from explorer.letters import inert

INTERRUPTED, TERMINATED = 130, 143
"""Exit codes after Ctrl+C and after SIGTERM, as shells give them."""


def say(text: str, *, err: bool = False) -> None:
    """Print one line, or several that a line break parts."""
    _put("".join(f"{inert(line)}\n" for line in text.split("\n")), err=err)


def _put(text: str, *, err: bool = False) -> None:
    """Write to the stream as it is: click would write UTF-8 to one that says it has ASCII alone."""
    stream = sys.stderr if err else sys.stdout
    stream.write(text)
    stream.flush()


def complain(error: click.ClickException) -> None:
    """Print what cannot be read of a command, as click words it."""
    told = io.StringIO()
    error.show(told)
    say(told.getvalue().rstrip("\n"), err=True)


def print_json(value: Any, indent: int | None = 2) -> None:
    """Print a value as JSON, in letters of ASCII alone where the terminal has no others."""
    plain = codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8"
    text = json.dumps(value, ensure_ascii=plain, indent=indent, allow_nan=False)
    _put("".join(c if c.isprintable() or c == "\n" else _escaped(c) for c in text) + "\n")


def _escaped(character: str) -> str:
    """A character as JSON may write any: JSON leaves those that turn the direction of a line as they are."""
    return json.dumps(character)[1:-1]


def print_lines(rows: Iterable[Any], line: Callable[[Any], str]) -> None:
    """Print a line a row."""
    _put("".join(f"{inert(line(row))}\n" for row in rows))


def print_table(content: bytes) -> None:
    """Print a CSV as it is into a file, and without orders to it on a terminal."""
    if sys.stdout.isatty():
        say(content.decode("utf-8-sig").removesuffix("\r\n").replace("\r\n", "\n"))
    else:
        click.echo(content, nl=False)


@contextmanager
def any_letter() -> Iterator[None]:
    """Letters that the encoding of a terminal does not have are written out while this lasts, and stop nothing."""
    kept = [(stream, stream.errors) for stream in (sys.stdout, sys.stderr) if isinstance(stream, io.TextIOWrapper)]
    for stream, _ in kept:
        stream.reconfigure(errors="backslashreplace")
    try:
        yield
    finally:
        for stream, errors in kept:
            if not stream.closed:
                stream.reconfigure(errors=errors)


def inert_logs() -> None:
    """Let no text reach a log as an order to the terminal that shows it; for a program that has the process to itself."""
    usual = logging.Formatter()

    def record(*words: Any, **more: Any) -> logging.LogRecord:
        made = logging.LogRecord(*words, **more)
        try:
            text = made.getMessage()
        except (TypeError, ValueError, KeyError):  # words that do not fit their pattern, which logging itself lets pass
            text = f"{made.msg} {made.args}"
        made.msg, made.args = _inert_lines(text), None
        if made.exc_info:
            made.exc_text = _inert_lines(usual.formatException(made.exc_info))
        return made

    logging.setLogRecordFactory(record)


def _inert_lines(text: str) -> str:
    return "\n".join(map(inert, text.split("\n")))
