"""Where a workspace lies unless another place is named, and who writes into it: in the user's own folders."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path, user_data_path

_APP = "tumen"


def default_file() -> Path:
    """The workspace of this user."""
    return user_data_path(_APP, appauthor=False) / "workspace.sqlite"


def known_author() -> str:
    """The name that this user has given once; "" before that."""
    try:
        return _author_file().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def keep_author(name: str) -> None:
    """Keep the name for the next time.

    Raises
    ------
    OSError
        It cannot be written.
    """
    file = _author_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{name}\n", encoding="utf-8")


def _author_file() -> Path:
    return user_config_path(_APP, appauthor=False) / "author"
