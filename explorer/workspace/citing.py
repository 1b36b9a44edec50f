"""Features of own layers that a claim names as evidence: looked up when it is written, readable when their layer is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from explorer.cards.read import Entered
from explorer.errors import Fault, LayerError, OptionError, SeedFaults, quoted
from explorer.layers.features import feature, mark, row_of
from explorer.layers.kept import restored
from explorer.ledger.nearest import hint
from explorer.ledger.vocabulary import Claim
from explorer.workspace.state import State
from explorer.workspace.vocabulary import Fields

Cited = Mapping[str, Any]
LAYERS = frozenset({"layer", "layer-data"})
"""The two kinds of entries that a layer is."""


def looked_up(fields: Fields, now: State) -> Fields:
    """The fields of a claim with each of its citations whole: what names a layer and a row gets the rest from the feature there.

    What the claim cited before stays as it was, whatever has become of its layer.

    Raises
    ------
    SeedFaults
        A citation names no layer that is kept, or no feature of it.
    """
    given = fields.get("cites")
    if not isinstance(given, Sequence) or isinstance(given, str) or not all(isinstance(row, Mapping) for row in given):
        return fields
    name = str(fields.get("id", ""))
    before = now.entries.get(("claim", name))
    standing = (before.fields.get("cites") or ()) if before else ()
    known = {_key(one): row for row in standing for one in (row, {**row, "mark": ""})}
    rows, faults = list[Cited](), list[Fault]()
    for number, row in enumerate(given, 1):
        try:
            rows.append(_whole(row, known.get(_key(row)), now))
        except (OptionError, LayerError) as error:
            do = "Name a feature of a kept layer, or take the citation out; tumen layers list says which layers there are."
            faults.append(Fault("workspace", f"claim {name}, cites.{number}", str(error).rstrip("."), do))
    if faults:
        raise SeedFaults(faults)
    return {**fields, "cites": rows}


def _key(row: Cited) -> tuple[str, ...]:
    return tuple(str(row.get(name, "")) for name in ("layer", "row", "mark"))


def _whole(row: Cited, before: Cited | None, now: State) -> Cited:
    layer = str(row.get("layer", ""))
    about = now.entries.get(("layer", layer))
    data = now.entries.get(("layer-data", layer))
    there = about is not None and data is not None and not about.withdrawn and not data.withdrawn
    bare = {key: value for key, value in row.items() if key != "gone"}
    if before is not None:
        return {**before, **bare}
    if about is None or data is None or not there:
        if row.get("gone") and row.get("mark"):
            return row
        names = [name for kind, name in now.entries if kind == "layer" and not now.entries[kind, name].withdrawn]
        raise OptionError(f"there is no layer {quoted(layer)} in the workspace{hint(layer, names)}")
    return cited(about.fields, str(data.fields["parquet"]), bare)


def cited(about: Mapping[str, Any], data: str, row: Cited) -> dict[str, Any]:
    """A citation of a feature of a layer, whole.

    Parameters
    ----------
    about, data
        What is known of the layer, and its features as they are stored.
    row
        ``row`` of the feature, from 1, and whatever else is given; with a ``mark`` the feature may stand in another row by now.

    Raises
    ------
    OptionError
        The layer has no such feature.
    """
    number, known = _number(row.get("row")), str(row.get("mark", ""))
    if known:
        found = row_of(data, number, known)
        if found is None:
            raise OptionError(f"feature {number} of the layer {quoted(str(about['id']))} is not the one that was cited")
        return {**row, "row": found}
    kept = restored(data)
    one = feature(about, kept, number - 1)
    return {
        "layer": one.layer, "row": one.row, "mark": mark(kept, number - 1), "title": one.title, "words": one.words,
        "lon": one.lon, "lat": one.lat, "credit": credit(about), **({"note": row["note"]} if row.get("note") else {}),
    }  # fmt: skip


def _number(value: object) -> int:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def credit(about: Mapping[str, Any]) -> str:
    """Whose a layer is: its title, file, origin and licence."""
    return ", ".join(filter(None, (str(about.get(key, "")) for key in ("title", "file", "origin", "licence"))))


def told_apart(entered: Entered, state: State) -> Entered:
    """A claim as it goes out of the workspace: each citation says whether its layer comes along."""
    card = entered.card
    if not isinstance(card, Claim) or not card.cites:
        return entered
    gone = {cite.layer for cite in card.cites} - {*kept_layers(state)}
    cites = tuple(cite.model_copy(update={"gone": cite.layer in gone}) for cite in card.cites)
    return Entered(entered.file, entered.table, card.model_copy(update={"cites": cites}))


def kept_layers(state: State) -> Iterator[str]:
    """The ids of the layers that stand."""
    return (revision.name for revision in state.standing() if revision.kind == "layer")
