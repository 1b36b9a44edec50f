"""Views and texts as hypothesis makes them; every view is one that :func:`explorer.views.read.parse` could have given."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from explorer.ledger.vocabulary import Flow, Reliability, SiteKind, Stance, Topic, Truth
from explorer.letters import unfit
from explorer.views.view import LANGUAGES, MAX_TEXT, SORTS, SWITCH, Camera, LayerId, RouteQuery, View
from explorer.zones.law import BASELINES, FLAGS

cameras = st.builds(
    Camera,
    lon=st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000),
    lat=st.integers(-900_000, 900_000).map(lambda n: n / 10_000),
    zoom=st.integers(200, 1400).map(lambda n: n / 100),
)
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
windows = st.tuples(st.none() | days, st.none() | days).map(
    lambda pair: pair if None in pair else tuple(sorted(pair))  # type: ignore[type-var]
)
words = st.text(st.characters(exclude_categories=["Cs"]).filter(lambda c: not list(unfit(c))), max_size=MAX_TEXT).map(str.strip)
selections = st.sampled_from(["", "site:rajin-port", "claim:B42", "event:treaty-signed-2024-06-19", "site:omega", "stop:x-9"])
places = st.sampled_from(["", "rajin-port", "라진", "131.9,43.1", "Nowhere & co."]) | words.map(lambda text: text[:100].strip())
routes = st.builds(
    RouteQuery,
    origin=places,
    destination=places,
    discharge=places,
    gauge_mm=st.sampled_from([None, 1520, 1435]),
    avoid=st.frozensets(st.sampled_from(["CHN", "PRK", "RUS"])),
    closed=st.frozensets(st.sampled_from(["friendship-bridge", "tsugaru-strait", "no-such-thing"])),
    on=st.none() | days,
    transit=st.sampled_from(SWITCH),
)
JOURNEYS = ["tour", "visit", "no-such-journey"]
DOCUMENTS = ["cnews-live-2025-10", "002_c79e3eda8791d646", "009_ffffffffffffffff"]


@st.composite
def views(draw: st.DrawFn) -> View:
    start, end = draw(windows)
    layers = draw(st.frozensets(st.sampled_from(LayerId)))
    return View(
        camera=draw(st.none() | cameras),
        layers=layers,
        journeys=draw(st.frozensets(st.sampled_from(JOURNEYS))) if LayerId.JOURNEYS in layers else frozenset(),
        start=start,
        end=end,
        as_of=draw(st.none() | days),
        documents=draw(st.frozensets(st.sampled_from(DOCUMENTS))),
        stances=draw(st.frozensets(st.sampled_from(Stance))),
        topics=draw(st.frozensets(st.sampled_from(Topic))),
        kinds=draw(st.frozensets(st.sampled_from(SiteKind))),
        reliabilities=draw(st.frozensets(st.sampled_from(Reliability))),
        grades=draw(st.frozensets(st.sampled_from(["A1", "C3", "F6"]))),
        claimants=draw(st.frozensets(st.sampled_from(["david-maxwell", "no-such-claimant"]))),
        truths=draw(st.frozensets(st.sampled_from(Truth))),
        flows=draw(st.frozensets(st.sampled_from(Flow))),
        sort=draw(st.sampled_from(SORTS)),
        text=draw(words),
        selected=draw(selections),
        route=draw(routes),
        figures=draw(st.sampled_from(SWITCH)),
        baseline=draw(st.sampled_from(BASELINES)),
        flag=draw(st.sampled_from(FLAGS)),
        language=draw(st.sampled_from(LANGUAGES)),
    )


any_text = st.text() | st.text(st.sampled_from("vlonatzfromquestiock=&?,:%+{}[]\"' #/-0123456789.\\\ud800\x00"), max_size=80)
queries = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "v",
                "lon",
                "lat",
                "z",
                "layers",
                "from",
                "to",
                "doc",
                "stance",
                "topic",
                "kind",
                "rel",
                "q",
                "sel",
                "lang",
                "baseline",
                "x",
            ]
        ),
        st.sampled_from(
            ["1", "2", "", "nan", "1e999", "-0.00001", "none", "alleged", "places", "2024-02-29", "site:x", "en", "A", "%"]
        )
        | st.text(max_size=20),
    ),
    max_size=12,
)
