"""Tables of a page."""

from __future__ import annotations

from explorer.render.web.tables import scrolled, table


def test_heads_are_text_cells_are_html_and_figures_end_at_the_right() -> None:
    made = table(("Zone <1>", "km"), [("<b>sea</b>", "12")], figures=(1,))
    assert made == (
        '<div class="tm-scroll" tabindex="0" role="region" aria-label="Zone &lt;1&gt;, km"><table class="tm-table">'
        '<tr><th>Zone &lt;1&gt;</th><th class="n">km</th></tr><tr><td><b>sea</b></td><td class="n">12</td></tr></table></div>'
    )


def test_a_tall_box_has_the_name_that_it_is_given() -> None:
    assert scrolled(("", 'By "date"'), "<p>", tall=True).startswith(
        '<div class="tm-tall" tabindex="0" role="region" aria-label="By &quot;date&quot;">'
    )
