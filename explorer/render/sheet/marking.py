"""What a house puts on its sheets: a handling mark above and below, a logo, the author and the day of the sheet."""

from __future__ import annotations

import io
from typing import Literal

from PIL import Image, UnidentifiedImageError

from explorer.errors import ExportError, quoted
from explorer.render.sheet.marks import Style
from explorer.render.sheet.options import LEAST_PT, Attached, Options
from explorer.render.sheet.shapes import Box, Group, Placed, Words

_LOGO = (96.0, 30.0)
"""Room of a logo in points on a slide."""
MAX_LOGO_BYTES = 5_000_000


def handling(text: str, width: float, height: float, style: Style) -> tuple[Group, ...]:
    """The mark in the middle of the upper and of the lower margin; nothing where there is none."""
    if not text:
        return ()
    size, colour = LEAST_PT * style.scale, style.colours["text"]
    rows = (height - 1.25 * size, 0.45 * size)
    items = tuple(Words(text, width / 2.0, y, size, colour, "bold", "center") for y in rows)
    return (Group("furniture:handling", "furniture", items, "Handling"),)


def signed(options: Options, style: Style) -> list[str]:
    """Author and day as sentences of the small print."""
    author = [style.say("Author: {name}", name=options.author)] if options.author else []
    return [*author, *([style.say("As of {day}", day=options.as_of)] if options.as_of else [])]


def logo(given: Attached, right: float, top: float, style: Style) -> Placed:
    """A logo in the upper right corner, in its own proportions.

    Raises
    ------
    ExportError
        It is no PNG or JPEG, or too large, or damaged.
    """
    if len(given.content) > MAX_LOGO_BYTES:
        raise ExportError(
            f"The logo {quoted(given.name)} has more than {MAX_LOGO_BYTES // 1_000_000} MB. Take a smaller picture."
        )
    form, wide, high = _opened(given)
    s = style.scale
    factor = min(_LOGO[0] * s / wide, _LOGO[1] * s / high)
    box = Box(right - wide * factor, top - high * factor, right, top)
    return Placed(given.content, form, box, given.name)


def _opened(given: Attached) -> tuple[Literal["png", "jpeg"], int, int]:
    """Form, width and height in pixels of a picture that can be drawn."""
    try:
        with Image.open(io.BytesIO(given.content), formats=("PNG", "JPEG")) as picture:
            picture.load()
            wide, high = picture.size
            return ("png" if picture.format == "PNG" else "jpeg"), wide, high
    except UnidentifiedImageError:
        raise ExportError(
            f"The logo {quoted(given.name)} is neither a PNG nor a JPEG picture. Save it as one of these."
        ) from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ExportError(f"The logo {quoted(given.name)} is damaged and cannot be read. Save the picture again.") from error
