"""Files of the page: addresses that name their content, and what is packed is what is served."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import replace

import pytest

from explorer.render.layers import BASE_LAYERS
from explorer.render.web import assets
from explorer.views.view import LayerId
from explorer.world.world import World


@pytest.mark.parametrize("name", assets.page_assets())
def test_an_address_names_its_content(name: str) -> None:
    item = assets.page_assets()[name]
    assert item.address == f"/assets/{hashlib.sha256(item.content).hexdigest()[:16]}/{name}" == assets.page_address(name)
    assert gzip.decompress(item.packed) == item.content
    assert len(item.content) > 100


def test_other_content_has_another_address_and_the_same_the_same() -> None:
    one, two = assets.asset("x.js", b"1"), assets.asset("x.js", b"2")
    assert one.address != two.address
    assert one == assets.asset("x.js", b"1")
    assert one.packed[4:8] == bytes(4), "the packed file carries the hour in which it was packed"
    assert assets.by_address([one, two]) == {one.address: one, two.address: two}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("x.js", "javascript"), ("x.css", "text/css"), ("x.json", "application/json"), ("x.unheard-of", "application/octet-stream")],
)
def test_media_types(name: str, kind: str) -> None:
    assert kind in assets.asset(name, b"x").media_type


def test_scripts_load_in_order() -> None:
    assert [name for name, _ in assets.scripts()] == ["libraries.js", "explorer.js"]
    assert {name for name, _ in (*assets.scripts(), *assets.styles())} == set(assets.page_assets())
    libraries, own = (assets.page_assets()[name].content.decode() for name in ("libraries.js", "explorer.js"))
    assert libraries.index("Leaflet") < libraries.index("jQuery")
    places = [own.index(text) for text in assets.page_scripts()]
    assert places == sorted(places)


def test_all_of_our_scripts_are_strict() -> None:
    """They go out as one file, in which only the words before the first statement count, and share one scope."""
    for text in assets.page_scripts():
        code = [line for line in text.splitlines() if line and not line.startswith("//")]
        assert code[:2] == ['"use strict";', "window.Tumen = window.Tumen || {};"]
        declared = [line for line in code if re.match(r"(?:const|let|var|function|class)\b", line)]
        assert not declared, "names of the shared scope"


def test_the_page_fetches_no_picture_of_leaflet() -> None:
    """leaflet.css names pictures by paths that this server does not have; the page must not use them."""
    css = assets.page_assets()["map.css"].content.decode()
    assert not re.findall(r"url\((?!['\"]?(?:data:|#))", css)


# ---- layers of the base map ------------------------------------------------------------------------------------------


def test_layers_have_ids_switches_and_panes_of_their_own() -> None:
    assert len({layer.id for layer in BASE_LAYERS}) == len(BASE_LAYERS)
    assert {layer.switch for layer in BASE_LAYERS if layer.switch} == {LayerId.RAILWAYS, LayerId.TERRITORIAL_SEA, LayerId.ZONES}
    assert all(layer.min_zoom < layer.max_zoom for layer in BASE_LAYERS)


def test_a_layer_is_named_by_what_it_follows_from(real: World) -> None:
    prints = {layer.id: layer.fingerprint(real) for layer in BASE_LAYERS}
    assert len(set(prints.values())) == len(prints)
    datasets = tuple(d.model_copy(update={"sha256": "0" * 64}) if d.id == "land_region" else d for d in real.datasets)
    changed = replace(real, datasets=datasets)
    moved = {layer.id for layer in BASE_LAYERS if layer.fingerprint(changed) != prints[layer.id]}
    assert moved == {layer.id for layer in BASE_LAYERS if layer.recipe.dataset == "land_region"}
    assert moved
