"""Layers of a file on their way into the workspace: what is known of each, and its features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.errors import OptionError, quoted
from explorer.layers.kept import described, stored
from explorer.layers.layer import Layer
from explorer.views.view import slug
from explorer.workspace.change import Incoming


def entries_of(found: Sequence[Layer], name: str, file: str, sha256: str, more: Mapping[str, str]) -> tuple[Incoming, ...]:
    """Two entries a layer: its description and its features. The same file under the same name gives the same ones.

    Parameters
    ----------
    name
        What the layer is called; by default what its file says.
    more
        ``origin``, ``licence``, ``added_by``, and the columns ``label`` and ``by``.

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
        fields = {**described(layer, key, file, sha256), **more, "title": title}
        for role in ("label", "by"):
            if fields.get(role) and fields[role] not in fields["fields"]:
                raise OptionError(f"there is no column {quoted(fields[role])}. Known: {', '.join(fields['fields'][:30])}.")
        made += [Incoming("layer", fields, "", key), Incoming("layer-data", {"id": key, "parquet": stored(layer)}, "", key)]
    return tuple(made)
