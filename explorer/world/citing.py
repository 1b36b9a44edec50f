"""What has become of the features of own layers that claims cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from explorer.layers.features import Feature, feature, row_of
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Cite, Claim
from explorer.world.world import World

How = Literal["kept", "changed", "gone"]


@dataclass(frozen=True)
class Cited:
    """A citation, and the feature as it stands now where the layer still has it.

    ``how``: ``kept``; ``changed``, where the layer is there and no feature of it is the one that was cited; ``gone``, where the
    layer was withdrawn, or this world has no workspace.
    """

    cite: Cite
    how: How
    feature: Feature | None = None


def cited(world: World, claim: Claim) -> tuple[Cited, ...]:
    """The citations of a claim, each looked up in the layers of the workspace."""
    return tuple(_looked_up(world, cite) for cite in claim.cites)


def citing(world: World, feature_id: str) -> tuple[Entry, ...]:
    """The claims that cite a feature, which a scene names ``own:`` and this id."""
    entries = (entry for entry in world.ledger.entries if entry.claim.cites)
    return tuple(e for e in entries if any(row.feature and row.feature.id == feature_id for row in cited(world, e.claim)))


def _looked_up(world: World, cite: Cite) -> Cited:
    about = world.own_layers.get(cite.layer)
    data = world.own_data(cite.layer)
    if about is None or not data:
        return Cited(cite, "gone")
    row = row_of(data, cite.row, cite.mark)
    if row is None:
        return Cited(cite, "changed")
    return Cited(cite, "kept", feature(about, world.own_features(cite.layer), row - 1))
