"""Streamlit's own words on the page, in the languages of the explorer, as a value for the script of ``server.gate.page``.

Streamlit has no catalogue: what it writes on its widgets, such as "Upload" or "2 more", is English in its scripts.
"""

from __future__ import annotations

import json
import re

from explorer.messages import message, say
from explorer.views.view import LANGUAGES

WORDS = (
    message("Skip to main content"), message("App pages"), message("Menu"), message("Collapse sidebar"), message("Upload"),
    message("file upload"), message("Drag and drop files here"), message("Drag and drop a file here"), message("Uploading..."),
    message("Upload failed"), message("Select all"), message("Clear all"), message("Clear value"), message("No results"),
    message("Selected values"), message("Choose an option"), message("Choose options"), message("No options to select"),
    message("Open"), message("Dismiss"), message("Close"), message("Fullscreen"), message("Close fullscreen"), message("Search"),
    message("Close Search"), message("Show/hide columns"), message("Download as CSV"), message("Copy to clipboard"),
    message("Copied"), message("Choose date"), message("Choose date range"), message("Press Enter to apply"),
    message("Press Ctrl+Enter to apply"), message("Press ⌘+Enter to apply"), message("Running..."), message("Stop"),
    message("Stopping..."), message("Rerun"),
)  # fmt: skip
"""Words that stand alone."""
FORMS = (
    message("{count} more"), message("{size} per file"), message("Select {count} matches"), message("{count} options available."),
    message("Remove {name}"), message("Help for {name}"),
)  # fmt: skip
"""Words around something else, which stays."""


def table() -> str:
    """Words and forms by language, as JSON for a script: a form as a pattern and what takes its place."""
    return json.dumps({language: _of(language) for language in LANGUAGES if language != "en"}, ensure_ascii=True)


def _of(language: str) -> dict[str, object]:
    forms = [[_pattern(form), re.sub(r"\{[a-z]+\}", "$1", say(language, form))] for form in FORMS]
    return {"one": {word: say(language, word) for word in WORDS}, "form": forms}


def _pattern(form: str) -> str:
    """A form as a pattern of JavaScript.

    >>> _pattern("Help for {name}")
    '^Help for (.+)'
    """
    return "^" + re.sub(r"\{[a-z]+\}", "(.+)", form.replace(".", "[.]"))
