"""Tables of a page, and boxes that scroll by pointer and by keyboard what is too wide or too tall."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape


def table(head: Sequence[str], rows: Iterable[Sequence[str]], figures: Collection[int] = ()) -> str:
    """A table as HTML.

    Parameters
    ----------
    head
        The words over the columns, as text.
    rows
        The cells row by row, each HTML already.
    figures
        Columns that hold figures: they end at the right.
    """
    top = _row("th", map(escape, head), figures)
    return scrolled(head, f'<table class="tm-table">{top}{"".join(_row("td", row, figures) for row in rows)}</table>')


def _row(tag: str, cells: Iterable[str], figures: Collection[int]) -> str:
    marked = ((' class="n"' if column in figures else "", cell) for column, cell in enumerate(cells))
    return f"<tr>{''.join(f'<{tag}{mark}>{cell}</{tag}>' for mark, cell in marked)}</tr>"


def scrolled(names: Sequence[str], inner: str, *, tall: bool = False) -> str:
    """Something wide, such as a table, or something tall, in a box that the keyboard reaches; ``names`` say what it holds."""
    name, shape = escape(", ".join(filter(None, names))), "tm-tall" if tall else "tm-scroll"
    return f'<div class="{shape}" tabindex="0" role="region" aria-label="{name}">{inner}</div>'
