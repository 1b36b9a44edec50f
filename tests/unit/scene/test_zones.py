"""Maritime zones in a scene: what the baseline shows, how firm each line is, and the words that go with them."""

from __future__ import annotations

import re

import pytest

from explorer.render.layers import BASE_LAYERS, switches
from explorer.scene.build import Scene, build
from explorer.views.view import DEFAULT_LAYERS, LayerId, View
from explorer.world.world import World
from explorer.zones.law import BASELINES, Baseline
from tests import toy


@pytest.fixture(scope="module")
def world() -> World:
    return toy.world()


def scene(world: World, baseline: Baseline = "claimed") -> Scene:
    return build(world, View(layers=frozenset({LayerId.ZONES}), baseline=baseline))


def zones(found: Scene) -> dict[str, dict[str, object]]:
    features = [feature.geojson() for feature in found.features if feature.layer is LayerId.ZONES]
    return {str(feature["id"]): feature["properties"] for feature in features}


def test_zones_are_off_until_asked_for(world: World) -> None:
    assert LayerId.ZONES not in DEFAULT_LAYERS
    usual = build(world, View())
    assert zones(usual) == {}
    assert not any("legal limits" in caption for caption in usual.captions)


def test_the_closing_line_belongs_to_one_baseline(world: World) -> None:
    claimed, coast = (zones(scene(world, baseline)) for baseline in BASELINES)
    assert set(claimed) - set(coast) == {"zone:peter-the-great-bay"}
    assert set(coast) <= set(claimed)
    assert claimed["zone:peter-the-great-bay"]["status"] == "claimed"


def test_each_line_says_how_firm_it_is_and_who_claims_it(world: World) -> None:
    found = zones(scene(world))
    for properties in found.values():
        assert properties["kind"] in {f"zone-{properties['status']}", "zone-islands"}
        assert str(properties["detail"]).startswith(("Agreed", "Claimed by ", "Computed"))
    assert {found[f"zone:rus-prk-{part}"]["status"] for part in ("1985", "1986", "1986-end")} == {"agreed"}
    assert "Claimed by the DPRK" in str(found["zone:prk-military-1977"]["detail"])
    assert "not generally recognised" in str(found["zone:prk-military-1977"]["detail"])
    assert "Claimed by the United Nations Command" in str(found["zone:nll-east"]["detail"])
    assert "Claimed by the Republic of Korea and Japan" in str(found["zone:liancourt-rocks"]["detail"])


def test_medians_stand_with_and_without_the_islands(world: World) -> None:
    found = zones(scene(world))
    for islands, holders in (("southern-kurils", ("rus", "jpn", "none")), ("liancourt-rocks", ("kor", "jpn", "none"))):
        for holder in holders:
            assert found[f"zone:median-{islands}-{holder}"]["kind"] == "zone-computed"


def test_states_are_called_by_name(world: World) -> None:
    """No code of a State stands on a map or in a file, in lines and in overlays."""
    titles = [row.title for row in (*world.zones.lines, *world.zones.overlays)]
    assert "Median line, DPRK – Russia" in titles
    assert "Territorial sea of the DPRK, 12 nm" in titles
    assert [title for title in titles if re.search(r"\b(?:CHN|JPN|KOR|PRK|RUS)\b", title)] == []


@pytest.mark.parametrize("baseline", BASELINES)
def test_the_map_says_what_it_is_not(world: World, baseline: Baseline) -> None:
    found = scene(world, baseline)
    (caption,) = [caption for caption in found.captions if "legal limits" in caption]
    assert "not for navigation" in caption
    assert ("not accepted" in caption) == (baseline == "coast")
    symbols = [item.symbol for item in found.legend]
    assert ("zone-internal" in symbols) == (baseline == "claimed")
    (claims,) = [item.note for item in found.legend if item.symbol == "zone-claimed"]
    assert ("Russia" in claims) == (baseline == "claimed")
    assert "the DPRK" in claims
    assert "the United Nations Command" in claims
    assert {"zone-territorial", "zone-agreed", "zone-claimed", "zone-computed", "zone-islands"} <= set(symbols)


@pytest.mark.parametrize("baseline", BASELINES)
def test_the_browser_loads_the_areas_of_that_baseline_only(baseline: Baseline) -> None:
    on = set(switches(View(layers=frozenset({LayerId.ZONES}), baseline=baseline)))
    shown = {layer.id for layer in BASE_LAYERS if layer.switch is LayerId.ZONES and layer.switch_name in on}
    assert shown == {f"zones-{part}-{baseline}" for part in ("near", "limits", *(("inside",) if baseline == "claimed" else ()))}
    off = set(switches(View(baseline=baseline)))
    assert not any(layer.switch_name in off for layer in BASE_LAYERS if layer.switch is LayerId.ZONES)
