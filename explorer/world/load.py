"""Reading: cards from ``seeds``, map data from ``geodata``; the only place that opens either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

import geodata
from explorer.cards.read import TRANSLATIONS, Cards, Reading, compare, read, read_names, read_tongue
from explorer.errors import DataError, Fault, SeedFaults
from explorer.geo import LonLat
from explorer.ledger.catalogue import Dataset
from explorer.ledger.tongue import ENGLISH, NameForms, Tongue
from explorer.rail.network import RailNetwork
from explorer.sea.network import SeaNetwork

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


MAX_CARD_BYTES = 2_000_000


@dataclass(frozen=True)
class RailLine:
    """A named railway in its true course.

    ``length_km`` is measured along the drawn course, ``published_km`` comes from timetables and chainage where known.
    """

    id: str
    name: str
    course: tuple[LonLat, ...]
    gauge_mm: str
    length_km: float
    published_km: float | None
    note: str


def data_faults() -> list[str]:
    """What is wrong with the files of the map data, a line each."""
    return geodata.check()


def checked(seeds: Traversable | None = None) -> tuple[Cards | None, tuple[Fault, ...]]:
    """The cards, None where they cannot be had, and every fault of cards, translations and map data; none when all is well."""
    broken = tuple(Fault("geodata", "", message, "Reinstall, or run python -m geodata.build.") for message in data_faults())
    try:
        lines = None if broken else frozenset(line.id for line in rail_lines())
        found = cards(seeds, lines)
    except SeedFaults as faults:
        return None, (*broken, *faults.faults)
    return found, (*broken, *translation_faults(found, seeds))


def languages(seeds: Traversable | None = None) -> tuple[str, ...]:
    """The languages besides English that a folder of cards has translations into."""
    folder = (seeds or resources.files("seeds")) / TRANSLATIONS
    return (
        tuple(sorted(item.name for item in folder.iterdir() if item.is_dir() and item.name.isalpha())) if folder.is_dir() else ()
    )


def tongue(seeds: Traversable | None, language: str) -> Tongue:
    """The cards in a language, for reading: what of it cannot be used stays English, and ``tumen check`` says why."""
    return ENGLISH if language == "en" else read_tongue(language, _translated(seeds, language, []))


def names_kept(seeds: Traversable | None, reading: Reading) -> tuple[NameForms, ...]:
    """The names that translations have to keep."""
    file = (seeds or resources.files("seeds")) / TRANSLATIONS / "names.toml"
    text = _text(f"{TRANSLATIONS}/names.toml", file) if file.is_file() else ""
    if isinstance(text, Fault):
        reading.faults.append(text)
        return ()
    return read_names(text, reading)


def translation_faults(found: Cards, seeds: Traversable | None = None) -> tuple[Fault, ...]:
    """What of the translations of some cards is missing, unused, out of date or faulty."""
    faults: list[Fault] = []
    for language in languages(seeds):
        files = _translated(seeds, language, faults)
        reading = Reading()
        made = read_tongue(language, files, reading)
        told = {(fault.file, fault.entry.partition(",")[0]) for fault in reading.faults}
        faults += reading.faults
        faults += (fault for fault in compare(found, made, files, described()) if (fault.file, fault.entry) not in told)
    return tuple(sorted(set(faults)))


def described() -> tuple[str, ...]:
    """What is said of the map data where all of it is listed."""
    return tuple(text for entry in datasets() for text in (entry.title, entry.note))


def _translated(seeds: Traversable | None, language: str, faults: list[Fault]) -> dict[str, str]:
    """The texts of one language by their path inside its folder."""
    root = seeds or resources.files("seeds")
    return _texts_in(root, root / TRANSLATIONS / language, faults, f"{TRANSLATIONS}/{language}/")


def cards(seeds: Traversable | None, rail_lines: frozenset[str] | None, *, proofread: bool = False) -> Cards:
    """Read the cards of a folder, of the package ``seeds`` by default.

    Where the stories are ``proofread``, their sentences are not held against the ledger again.

    Raises
    ------
    SeedFaults
        With every fault: of a folder without cards, of files that cannot be read, and of the cards themselves.
    """
    root = seeds or resources.files("seeds")
    faults: list[Fault] = []
    texts = _texts_in(root, root, faults)
    if not texts and not faults:
        faults.append(Fault(str(root), "", "there are no cards here", "Name a folder that holds sites.toml and documents/."))
    if rail_lines is None:
        return read(texts, None, faults)
    known = {entry.id: entry for entry in datasets()}
    return read(texts, rail_lines, faults, known, closable(), proofread=proofread)


def _texts_in(root: Traversable, folder: Traversable, faults: list[Fault], above: str = "") -> dict[str, str]:
    """The texts of the cards below a folder by their path in it; what cannot be read is noted under its whole path."""
    texts: dict[str, str] = {}
    for path, found in _cards_in(root, folder, ""):
        text = found if isinstance(found, Fault) else _text(path, found)
        if isinstance(text, Fault):
            faults.append(replace(text, file=f"{above}{text.file}"))
        else:
            texts[path] = text
    return texts


def _text(path: str, file: Traversable) -> str | Fault:
    """The text of a card, with or without a byte order mark; or why it cannot be had."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_CARD_BYTES + 1)
        if len(content) > MAX_CARD_BYTES:
            return Fault(path, "", f"the file has more than {MAX_CARD_BYTES / 1e6:.0f} MB", "Split it into several cards.")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Fault(path, "", f"byte {error.start} is not UTF-8", "Save the card as UTF-8.")
    except OSError as error:
        return _unreadable(path, error)


def _unreadable(path: str, error: OSError) -> Fault:
    return Fault(path, "", f"the file cannot be read ({error.strerror})", "Make it readable or remove it.")


def _cards_in(root: Traversable, folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable | Fault]]:
    """Cards below a folder by their path, plain files inside it alone; hidden files, such as an editor's locks, are none."""
    if not folder.is_dir():
        return
    try:
        items = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield prefix, _unreadable(prefix, error)
        return
    for item in items:
        path = f"{prefix}{item.name}"
        if item.name.startswith(".") or item.name == "__pycache__" or path == TRANSLATIONS:  # read when a language is asked for
            continue
        what = _not_plain(root, item)
        if what and (item.name.endswith(".toml") or item.is_dir()):
            yield path, Fault(path, "", what, "Put the file or folder itself there, or remove it.")
        elif item.is_dir():
            yield from _cards_in(root, item, f"{path}/")
        elif item.name.endswith(".toml"):
            yield path, item


def _not_plain(root: Traversable, item: Traversable) -> str:
    """Why something in a folder of cards is not looked into; "" for plain files and folders, and for links that lead nowhere."""
    if not (isinstance(root, Path) and isinstance(item, Path)) or not item.exists():
        return ""
    if item.is_symlink():
        if item.is_dir():
            return "this is a link to a folder, which is not followed"
        if not item.resolve().is_relative_to(root.resolve()):
            return "this is a link out of the folder of the cards, which is not followed"
    return "" if item.is_dir() or item.is_file() else "this is a pipe or a device, not a plain file"


@cache
def sea_network() -> SeaNetwork:
    """The network of the seas, one for the process."""
    nodes, passages, fairways, bands = (dataset(f"sea_{name}") for name in ("nodes", "passages", "fairways", "bands"))
    return SeaNetwork.from_frames(
        nodes, passages, fairways, bands, (dataset("land_region"), dataset("sea_land")), dataset("lakes_world")
    )


@cache
def rail_network() -> RailNetwork:
    """The rail network, one for the process."""
    return RailNetwork.from_frames(*(dataset(name) for name in ("rail_nodes", "rail_edges", "rail_structures")))


def dataset(dataset_id: str) -> GeoDataFrame:
    """One layer of the map data, EPSG:4326, shared; a damaged file raises ``DataError``."""
    try:
        return geodata.dataset(dataset_id)
    except geodata.DataFault as fault:
        raise DataError(str(fault)) from fault


def rail_lines() -> tuple[RailLine, ...]:
    """The named railways, by id."""
    rows = dataset("rail_lines").sort_values("id").to_dict("records")
    return tuple(
        RailLine(
            id=str(row["id"]),
            name=str(row["name"]),
            course=tuple(LonLat(float(lon), float(lat)) for lon, lat in row["geometry"].coords),
            gauge_mm=str(row["gauge_mm"]),
            length_km=float(row["length_km"]),
            published_km=None if pd.isna(row["published_km"]) else float(row["published_km"]),
            note=str(row["note"]),
        )
        for row in rows
    )


def closable() -> frozenset[str]:
    """Ids of the structures of railways and the passages of the sea, which can be closed."""
    return frozenset(str(name) for layer in ("rail_structures", "sea_passages") for name in dataset(layer)["id"])


def datasets() -> tuple[Dataset, ...]:
    """The catalogue of the map data."""
    return tuple(
        Dataset(
            id=entry.id,
            title=entry.title,
            producer=entry.producer,
            package=entry.package,
            version=entry.version,
            licence=entry.licence,
            attribution=entry.attribution,
            rows=entry.rows,
            size_bytes=entry.size_bytes,
            sha256=entry.sha256,
            note=entry.note,
        )
        for entry in geodata.catalogue()
    )
