"""What can go wrong in a build."""

from __future__ import annotations


class BuildFault(Exception):
    """The build cannot go on; the message is one line that says what is wrong and what to do."""
