"""Layers of a file on their way into the workspace: what is known of each, and its features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.errors import OptionError, quoted
from explorer.layers.kept import Kept, attributes, described, kept_of, stored, timed_by
from explorer.layers.layer import Layer
from explorer.layers.times import span
from explorer.ledger.nearest import hint
from explorer.views.view import slug
from explorer.workspace.change import Incoming


def entries_of(found: Sequence[Layer], name: str, file: str, sha256: str, more: Mapping[str, str]) -> tuple[Incoming, ...]:
    """Two entries a layer: its description and its features. The same file under the same name gives the same ones.

    Parameters
    ----------
    name
        What the layer is called; by default what its file says.
    more
        ``origin``, ``licence``, ``added_by``, and the fields of its style.

    Raises
    ------
    OptionError
        One of the columns is not there.
    LayerError
        A layer is too large to be kept.
    """
    made: list[Incoming] = []
    for number, layer in enumerate(found, 1):
        title = name if name and len(found) == 1 else f"{name} {layer.name}".strip() or file
        key = f"{slug(title)[:50].strip('-') or 'layer'}-{sha256[:8]}{f'-{number}' if number > 1 else ''}"
        fields = {**described(layer, key, file, sha256), **_fitting(more, layer, found), "title": title}
        _check_columns(fields)
        if fields.get("when"):
            fields = _with_times(fields, kept_of(layer))
        made += [Incoming("layer", fields, "", key), Incoming("layer-data", {"id": key, "parquet": stored(layer)}, "", key)]
    return tuple(made)


def _fitting(more: Mapping[str, str], layer: Layer, found: Sequence[Layer]) -> dict[str, str]:
    """What a layer takes of the wishes for all layers of a file: no column that it lacks and another one has."""
    columns, others = attributes(layer).column_names, {name for one in found for name in attributes(one).column_names}
    return {role: "" if role in {"label", "by", "when"} and name in others - {*columns} else name for role, name in more.items()}


def restyled(row: Mapping[str, Any], kept: Kept, style: Mapping[str, str]) -> dict[str, Any]:
    """The description of a kept layer in another style; its features stay as they are.

    Parameters
    ----------
    style
        Any of ``label``, ``by``, ``classes``, ``when``, ``colour``, ``colour_lines``, ``colour_areas``.

    Raises
    ------
    OptionError
        A column is not there, or the one of times holds none.
    """
    fields = {**row, **style}
    _check_columns(fields)
    return _with_times(fields, kept) if fields.get("when", "") != row.get("when", "") else fields


def _check_columns(fields: Mapping[str, Any]) -> None:
    named = [str(fields[role]) for role in ("label", "by") if fields.get(role)]
    named += [part.strip() for part in str(fields.get("when", "")).split("+") if part.strip()]
    known = list(fields["fields"])
    for name in named:
        if name not in known:
            raise OptionError(
                f"there is no column {quoted(name)}.{hint(name, known, ' Nearest: {}.')} Known: {', '.join(known[:30])}."
            )


def _with_times(fields: Mapping[str, Any], kept: Kept) -> dict[str, Any]:
    """With the span of the times in the column that was chosen, or of those that the file was read with."""
    found = timed_by(kept, str(fields["when"]))
    if fields["when"] and not any(found.begins):
        raise OptionError(f"the column {quoted(fields['when'])} holds no times that can be read. Name another, or none.")
    return {**fields, "time": span(found.begins, found.ends) or []}
