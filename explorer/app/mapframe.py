"""The frame of a page that holds a map: folium's base map, loaded once, and what a run of the page lays over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


def draw(
    page: Any, over: Any, key: str, height: int, *, returned: Sequence[str] = (), on_change: Callable[[], None] | None = None
) -> None:
    """Draw a map of folium; the frame stays where only ``over`` changes.

    Parameters
    ----------
    page
        The base map.
    over
        A feature group, drawn over it.
    key
        Of the component; a page has one map.
    height
        In pixels.
    returned
        Names of what the frame tells the page of, which runs once more then.
    on_change
        Called at the start of that run.
    """
    from streamlit_folium import st_folium  # the component is known only where it was loaded by a page that runs

    st_folium(
        page, key=key, height=height, use_container_width=True, returned_objects=list(returned), feature_group_to_add=over,
        on_change=on_change,
    )  # fmt: skip
