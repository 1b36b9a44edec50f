"""Every way in which a card of factors, ranges or a trial can be wrong is told with file, entry and what to do."""

from __future__ import annotations

import pytest

from explorer.cards.read import read
from explorer.exposure.vocabulary import JUDGEMENTS
from tests import toy

FACTORS, RANGES, TRIALS = "exposure/factors.toml", "exposure/judgements.toml", "exposure/trial.toml"

FACTOR = """
[[factor]]
id = "f1"
title = "Waters"
rail = "lowers"
rail_why = "Own soil."
sea = "raises"
sea_why = "Open water."
kinds = ["legal reading"]
bears_on = ["legal access"]
measure = "Kilometres"
value_key = "third-state-km"
sources = [{ name = "Convention", dated = "1982-12-10", known = "recalled" }]
claims = ["A01"]
events = ["talks-2024-05-05"]
opposite = "The other State."
"""
RANGE_CARDS = "".join(
    f"""
[[judgement]]
id = "{name}"
title = "{name}"
distribution = "uniform"
low = 0.1
high = 0.5
unit = "{unit}"
author = "Test"
reason = "Toy."
factors = ["f1"]
"""
    for name, unit in JUDGEMENTS.items()
)
TRIAL = """
[[trial]]
id = "claim-on-trial"
title = "Trial"
claims = ["B01"]
reading = "Mixed."
beside = ["B04"]
beside_note = "Beside it, without a link."
points = [
  { side = "for", ref = "B02", dated = "2023-09-13", text = "It was seen." },
  { side = "against", ref = "event:talks-2024-05-05", dated = "2024-05", text = "There were talks." },
]
switches = [{ id = "coast", title = "From the coast", text = "Another line.", baseline = "coast", factors = ["f1"] }]
"""
TEXTS = {**toy.TEXTS, FACTORS: FACTOR, RANGES: RANGE_CARDS, TRIALS: TRIAL}


def test_good_cards_are_read() -> None:
    exposure = read(TEXTS, frozenset({"alpha-line"})).exposure
    assert [factor.id for factor in exposure.factors] == ["f1"]
    assert {judgement.id for judgement in exposure.judgements} == set(JUDGEMENTS)
    (trial,) = exposure.trials
    assert [point.ref for point in trial.side("for")] == ["B02"]
    assert trial.switches[0].settings == {"baseline": "coast"}


def test_cards_without_exposure_are_complete() -> None:
    exposure = read(toy.TEXTS, frozenset({"alpha-line"})).exposure
    assert (exposure.factors, exposure.judgements, exposure.trials) == ((), (), ())


def test_factors_come_in_the_order_of_their_numbers() -> None:
    texts = TEXTS | {FACTORS: FACTOR.replace('"f1"', '"f10"') + FACTOR.replace('"f1"', '"f2"') + FACTOR}
    assert [factor.id for factor in read(texts, frozenset({"alpha-line"})).exposure.factors] == ["f1", "f2", "f10"]


FIRST = next(iter(JUDGEMENTS))
BROKEN = {
    "reversed": (RANGES, "low = 0.1", "low = 0.9", f"judgement {FIRST}", "reversed", "Fix"),
    "negative": (RANGES, "low = 0.1", "low = -0.1", f"judgement {FIRST}", "negative", "Fix"),
    "one number": (RANGES, "high = 0.5", "high = 0.1", f"judgement {FIRST}", "single number", "Fix"),
    "not finite": (RANGES, "high = 0.5", "high = inf", f"judgement {FIRST}", "not a finite number", "Fix"),
    "no number": (RANGES, "high = 0.5", 'high = "much"', f"judgement {FIRST}, high", "much", "Fix"),
    "mode missing": (RANGES, '"uniform"', '"triangular"', f"judgement {FIRST}", "a mode", "Fix"),
    "mode unwanted": (RANGES, "high = 0.5", "high = 0.5\nmode = 0.2", f"judgement {FIRST}", "a mode", "Fix"),
    "mode outside": (
        RANGES, 'distribution = "uniform"\nlow = 0.1', 'distribution = "triangular"\nmode = 0.7\nlow = 0.1',
        f"judgement {FIRST}", "outside the range", "Fix",
    ),
    "log from zero": (RANGES, '"uniform"\nlow = 0.1', '"log-uniform"\nlow = 0.0', f"judgement {FIRST}", "cannot start", "Fix"),
    "distribution unknown": (RANGES, '"uniform"', '"normal"', f"judgement {FIRST}, distribution", "normal", "Fix"),
    "author missing": (RANGES, 'author = "Test"\n', "", f"judgement {FIRST}, author", "missing", "Add"),
    "unit of another kind": (RANGES, "detections per 100 km", "per mile", f"judgement {FIRST}", "its unit", "Give"),
    "range nobody reads": (RANGES, 'id = "will"', 'id = "wish"', "judgement wish", "no range of that name", "Use one of"),
    "factor unknown": (RANGES, '["f1"]', '["f99"]', f"judgement {FIRST}", "'f99' is in no card", "Fix the id"),
    "factor's claim unknown": (FACTORS, '["A01"]', '["A99"]', "factor f1", "'A99' names no claim", "Fix the reference"),
    "factor's event unknown": (FACTORS, '["talks-2024-05-05"]', '["talks"]', "factor f1", "'event:talks'", "Fix the ref"),
    "direction unknown": (FACTORS, '"lowers"', '"up"', "factor f1, rail", "not one of the known words", "Use"),
    "value unknown": (FACTORS, '"third-state-km"', '"weight"', "factor f1", "nothing works out", "Fix"),
    "two values": (FACTORS, "value_key", 'value = "x"\nvalue_key', "factor f1", "either value_key", "Fix"),
    "source undated": (FACTORS, '"1982-12-10"', '"long ago"', "factor f1, sources.0.dated", "not a date", "Fix"),
    "no opposite view": (FACTORS, 'opposite = "The other State."', "", "factor f1, opposite", "missing", "Add"),
    "sides unequal": (TRIALS, 'side = "against"', 'side = "for"', "trial claim-on-trial", "2 points for the claim and 0", "Fix"),
    "point unknown": (TRIALS, '"B02"', '"B99"', "trial claim-on-trial", "'B99' names no claim", "Fix the reference"),
    "beside without a word": (TRIALS, 'beside_note = ', 'beside_note = "" # ', "trial claim-on-trial", "beside", "Fix"),
    "switch to no State": (TRIALS, 'baseline = "coast"', 'flag = "XXX"', "trial claim-on-trial, switches.0.flag", "XXX", "Fix"),
    "switch's factor unknown": (TRIALS, '["f1"]', '["f9"]', "trial claim-on-trial, switch coast", "f9", "Fix"),
    "table unknown": (TRIALS, "[[trial]]", "[[trials]]", "trials", "unknown table", "Use only"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_one_mistake_is_told_once(name: str) -> None:
    file, old, new, entry, what, remedy = BROKEN[name]
    assert old in TEXTS[file]
    found = toy.faults(TEXTS | {file: TEXTS[file].replace(old, new, 1)})
    if name == "range nobody reads":  # and so the one that is read is missing
        assert [fault.entry for fault in found] == ["judgement", "judgement wish"]
        found = found[1:]
    assert len(found) == 1, "\n".join(map(str, found))
    assert (found[0].file, found[0].entry) == (file, entry)
    assert what in found[0].what
    assert remedy in found[0].do


def test_missing_ranges_are_listed_together() -> None:
    first, second, *_ = RANGE_CARDS.split("\n[[judgement]]\n")[1:]
    (fault,) = toy.faults(TEXTS | {RANGES: f"[[judgement]]\n{first}\n[[judgement]]\n{second}"})
    assert "consent-rus" in fault.what
    assert FIRST not in fault.what
