"""Stories that are not finished: opened whatever they lack, and looked through for all their faults at once."""

from __future__ import annotations

from typing import Any

from explorer.cards.reading import Reading, parse, read_file
from explorer.errors import Fault, SeedFaults
from explorer.stories.rehearsal import Stage, rehearse, rehearse_parts
from explorer.stories.scenario import MAX_FILE_BYTES, Scenario
from explorer.stories.text import misshapen, opened


def open_draft(file: str, content: bytes) -> dict[str, Any]:
    """The draft in a file, however unfinished.

    Raises
    ------
    SeedFaults
        With the one thing for which it cannot be opened.
    """
    if len(content) > MAX_FILE_BYTES:
        what = f"the file has {len(content) / 1e6:.1f} MB; a story may have {MAX_FILE_BYTES / 1e6:.0f} MB"
        raise SeedFaults([Fault(file, "", what, "Take images out or make them smaller.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedFaults([Fault(file, "", f"byte {error.start} is not UTF-8", "Save it as UTF-8.")]) from error
    reading = Reading()
    table = parse(reading, file, text)
    if table is None:
        raise SeedFaults(reading.faults)
    if wrong := misshapen(table):
        raise SeedFaults([Fault(file, "", f"this is not a story: {wrong}", "Open a file that was downloaded here.")])
    return opened(table)


def look_through(file: str, text: str, stage: Stage) -> tuple[Scenario | None, tuple[Fault, ...]]:
    """A draft as a story that can be played, or every fault of it: of its form and of what it says alike."""
    reading = Reading()
    table = parse(reading, file, text)
    if table is None:
        return None, tuple(reading.faults)
    read_file(reading, file, table, Scenario)
    found = [row.card for row in reading.of(Scenario)]
    for scenario in found:
        reading.faults += rehearse(scenario, file, stage)
    if not found:
        reading.faults += rehearse_parts(table.get("step", ()), file, stage)
    faults = tuple(sorted(set(reading.faults)))
    return (None, faults) if faults else (found[0], ())
