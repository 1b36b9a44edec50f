"""A view survives every way of writing it; no text makes reading one fail."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlencode

from hypothesis import example, given
from hypothesis import strategies as st

from explorer.views.read import parse, parse_strictly
from explorer.views.view import View
from tests.properties.views import any_text, queries, views


@given(views())
def test_a_view_survives_query_json_and_pairs(view: View) -> None:
    assert parse(view.query()) == (view, ())
    assert parse(f"http://127.0.0.1:8501/evidence?{view.query()}") == (view, ())
    assert parse(view.json()) == (view, ())
    assert parse(dict(view.pairs())) == (view, ())
    assert parse(dict(parse_qsl(view.query(), keep_blank_values=True))) == (view, ())
    assert parse_strictly(view.query()) == view


@given(views())
def test_a_query_is_plain_ascii_that_a_browser_leaves_alone(view: View) -> None:
    assert view.query().isascii()
    assert not set(view.query()) & set(" \"'<>#?/\\^`{|}+")
    assert json.loads(view.json()) == dict(view.pairs())


@given(views(), views())
def test_different_views_are_written_differently(one: View, other: View) -> None:
    assert (one == other) is (one.query() == other.query())


@given(any_text)
@example("https://[::1")
@example('{"a":' * 3000)
def test_no_text_makes_parse_fail_and_one_reading_is_enough(text: str) -> None:
    view, notices = parse(text)
    assert parse(view.query()) == (view, ())
    assert all(isinstance(notice, str) and notice.encode() for notice in notices)


@given(queries)
def test_no_pairs_make_parse_fail(pairs: list[tuple[str, str]]) -> None:
    for source in (dict(pairs), urlencode(pairs, errors="replace"), json.dumps(dict(pairs))):
        view, notices = parse(source)
        assert parse(view.query()) == (view, ())
        assert all(notice.encode() for notice in notices)


@given(
    st.dictionaries(
        st.text(max_size=5), st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=4)
    )
)
def test_no_json_makes_parse_fail(value: dict[str, object]) -> None:
    view, _ = parse(json.dumps(value))
    assert parse(view.query()) == (view, ())
