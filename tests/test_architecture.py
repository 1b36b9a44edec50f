"""The house rules, read off the source itself: who may import whom, what only one room may touch, what nobody may do.

``IMPORTS`` is the table: each package with the packages, or single modules, it may import; everything else is forbidden. Inside
a package modules may import each other, but never in a circle. Packages with a door are imported through it only.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.sources import nodes, tree

ROOT = Path(__file__).parents[1]

BASE = ("errors", "geo")
DOMAIN = ("ledger", *BASE)
RULES = ("zones", *DOMAIN)
SHOWN = ("scene", "world", "views", *RULES)
ALL_SHOWN = ("comparison", "routing", "exposure", "stories", *SHOWN)
ASKED = ("comparison.compare", "routing.places", "routing.planner", "routing.route")
LEDGER_WORDS = ("ledger.claims", "ledger.ids", "ledger.nearest", "ledger.vocabulary")
COMMAND_SHOWN = (
    "scene",
    "world",
    "world.load",
    "world.strangers",
    "views",
    "zones.law",
    *LEDGER_WORDS,
    "ledger.sources",
    "errors",
)
WORKSPACE = tuple(
    f"workspace.{name}"
    for name in ("cardfiles", "change", "changes", "home", "incoming", "opening", "store", "vocabulary", "workspace")
)
WRITTEN = (
    "render.files.asked",
    "render.contrast.sentence",
    "render.files.compare_json",
    "render.files.compare_text",
    "render.files.contrast",
    "render.files.export",
    "render.files.route_text",
    "render.files.rows",
    "render.files.storybook",
)
SAVED = (
    *("render.files.contrast", "render.files.decks", "render.files.export", "render.files.links", "render.files.rows"),
    "render.sheet.callouts",
)
PRINT_OPTIONS = ("render.sheet.options", "render.sheet.ink")
API_ALONE = ("routing.conditions", "routing.legs")
IMPORTS: dict[str, tuple[str, ...]] = {
    "errors": (),
    "aside": ("errors",),
    "letters": (),
    "messages": (),
    "positions": ("errors",),
    "geo": ("positions", "errors"),
    "ledger": ("errors",),
    "zones": DOMAIN,
    "logs": (),
    "tracks": ("aside", "logs", "layers.encodings", "zones.cells", "zones.areas", "zones.law", "ledger.nearest", *BASE),
    "layers": ("logs", "positions.read", "errors", "geo"),
    "intake.values": ("ledger.vocabulary",),
    "intake.tables": ("intake.values",),
    "intake.files": ("intake.values", "intake.tables", "ledger.nearest", "errors"),
    "intake.dates": ("intake.values", "intake.tables"),
    "intake.claims": ("intake.values", "intake.tables", "ledger.vocabulary"),
    "intake": (
        "intake.values",
        "intake.tables",
        *("intake.files.opened", "intake.files.archive", "intake.files.source"),
        "intake.dates.languages",
        *("intake.dates.days", "intake.claims.statement"),
        *("ledger.vocabulary", "positions.read", "positions.lonlat", *BASE),
    ),
    "sea": BASE,
    "rail": BASE,
    "views": ("letters", *RULES),
    "exposure": RULES,
    "stories.rules": ("ledger.catalogue", "ledger.claims", "ledger.vocabulary", "errors"),
    "stories": ("stories.rules", "views", "ledger", "errors"),
    "routing": ("ledger.spelling", "sea", "rail", *DOMAIN),
    "cards": ("letters", "stories", "stories.text", "exposure.vocabulary", "views", "views.framing", "zones", "ledger", "errors"),
    "fidelity": (
        *("intake.claims.korean", "intake.claims.russian_words", "intake.inflection"),
        *("ledger.tongue", "errors"),
    ),
    "render.files.delimited": ("errors",),
    "workspace.migrations": ("workspace.schema",),
    "workspace": (
        "layers.features",
        "layers.kept",
        "cards",
        "render.files.delimited",
        "views.read",
        "views.view",
        "ledger.gazetteer",
        *LEDGER_WORDS,
        "errors",
    ),
    "review": (
        *("workspace.change", "workspace.state", "workspace.vocabulary", "workspace.workspace"),
        *("cards", "views.view", "ledger.gazetteer", *LEDGER_WORDS, "errors"),
    ),
    "world": (
        "ledger.spelling",
        "tracks.ground",
        "workspace.standing",
        "workspace.state",
        *("layers.features", "layers.kept", "layers.layer", "layers.times", "workspace.change"),
        "cards",
        "routing",
        "routing.legs",
        "routing.names",
        "exposure.vocabulary",
        "fidelity.check",
        "fidelity.grammar",
        "stories",
        "views",
        "views.notices",
        "sea",
        "rail",
        *RULES,
    ),
    "comparison": ("world", "routing", "routing.differing", "exposure", *RULES),
    "scene": ("world", "world.strangers", "layers.kept", "stories", "routing.route", "views", *RULES),
    "render": ("messages", "scene", "world", "views.view", *RULES),
    "render.web": (
        "messages",
        "render",
        "comparison",
        "routing.differing",
        "routing.route",
        "stories",
        "scene",
        "world",
        "views.view",
        *RULES,
    ),
    "render.sheet": ("letters", "messages", "render", "scene", "world", "views.view", *RULES),
    "render.contrast": (
        "messages",
        *("comparison.compare", "comparison.contrast", "comparison.factors", "comparison.profile"),
        *("exposure.hazard", "exposure.likelihood", "exposure.sensitivity", "exposure.vocabulary"),
        "render",
        *("render.sheet.fonts", "render.sheet.ink", "render.sheet.marks", "render.sheet.options", "render.sheet.shapes"),
        "scene.feature",
        "world.world",
        "views.view",
        *RULES,
    ),
    "render.files": (
        "aside",
        "letters",
        "messages",
        "render.files.delimited",
        "world.strangers",
        "render",
        "render.contrast",
        "render.web",
        "render.sheet",
        "comparison.compare",
        "comparison.contrast",
        "comparison.factors",
        "comparison.profile",
        "routing.alternatives",
        "routing.caveats",
        "routing.places",
        "routing.route",
        "exposure.hazard",
        "exposure.likelihood",
        "exposure.observe",
        "exposure.vocabulary",
        "stories.scenario",
        "scene",
        "world",
        "views.presets",
        "views.view",
        *RULES,
    ),
    "geoframes": ("render.files.rows", "scene.build", "world.world", "routing", *DOMAIN),
    "api": ("geoframes", "render.files", *PRINT_OPTIONS, "comparison.compare", "routing", *API_ALONE, *SHOWN),
    "app.following": ("app.cache", "sessions.again", "workspace.watch", "workspace.workspace", "views.read", "world.world"),
    "app.shelf": (
        "app.tongue",
        "app.following",
        "cards",
        "workspace.change",
        "workspace.home",
        "workspace.workspace",
        "stories.text",
        "stories",
    ),
    "app": (
        "sessions.whole",
        "messages",
        "app.following",
        "app.shelf",
        "review",
        *(
            "workspace.change",
            "workspace.changes",
            "workspace.home",
            "workspace.inbox",
            "workspace.search",
            "workspace.state",
            "workspace.vocabulary",
            "workspace.workspace",
        ),
        *("intake.names", "intake.read", "intake.rows"),
        *(
            "tracks.density",
            "tracks.geopackage",
            "tracks.layouts",
            "tracks.ground",
            "tracks.results",
            "tracks.run",
            "render.files.delimited",
            "world.harbours",
            "world.spots",
        ),
        *("layers.inspected", "layers.kept", "layers.layer", "layers.read", "layers.times", "world.own", "world.own_search"),
        *("layers.features", "workspace.citing", "workspace.standing"),
        "work",
        "work.job",
        "work.so_far",
        "layers.progress",
        "stories.text",
        "views.framing",
        "render",
        "render.web",
        "render.contrast",
        *SAVED,
        *PRINT_OPTIONS,
        "cards",
        *ALL_SHOWN,
    ),
    "sessions": (),
    "work": ("errors",),
    "server.gate": ("errors",),
    "server": (
        *("sessions.descriptors", "sessions.manager", "sessions.memory", "sessions.wire"),
        *("server.gate.access", "server.gate.base_path", "server.gate.health", "server.gate.page", "server.gate.pinned"),
        *(
            "server.gate.names",
            "server.gate.uploads",
            "app.cache",
            "app.finding",
            "app.frames",
            "app.heavy",
            "positions.write",
            "render.layers",
            "render.web.assets",
            "render.web.payload",
        ),
        *("render.files.rows", "scene.build", "world.world", "views.read", "views.view", "messages", "errors"),
    ),
    "__main__": ("cli.main",),
    "cli.source": ("cli.terminal", "world.world", "workspace.home", "workspace.store", "workspace.workspace", "errors"),
    "cli.own": ("cli.source", "app.following", "world.world"),
    "cli.terminal": ("letters",),
    "cli.author": ("workspace.home",),
    "cli.tracks": (
        *("aside", "cli.source", "cli.terminal", "render.files.delimited", "world.harbours"),
        *("tracks.engine", "tracks.geopackage", "tracks.layouts", "tracks.results", "tracks.run", "tracks.thresholds", "errors"),
    ),
    "cli.kept_layers": (
        *("aside", "cli.author", "cli.layers", "cli.source", "cli.terminal", "errors"),
        *("layers.kept", "layers.progress", "layers.read", "ledger.nearest", "scene.own_style"),
        *("workspace.change", "workspace.workspace", "world.own", "world.world"),
    ),
    "cli.workspace": ("aside", "cli.author", "cli.source", "cli.terminal", *WORKSPACE, "world.world", "errors"),
    "cli.search": ("cli.source", "cli.terminal", "workspace.search", "world.own_search", "world.world"),
    "cli": (
        "cli.author",
        "cli.search",
        "cli.own",
        "cli.source",
        "cli.terminal",
        "cli.tracks",
        "cli.workspace",
        "world.load",
        "world.proofread",
        "world.spots",
        "world.strangers",
        "aside",
        "letters",
        "server",
        *WRITTEN,
        "server.gate.access",
        *PRINT_OPTIONS,
        *ASKED,
        *("stories.retold", "stories.scenario"),
        "layers.inspected",
        "layers.layer",
        "layers.read",
        "layers.systems",
        "layers.times",
        "intake.read",
        "intake.names",
        "intake.rows",
        "workspace.inbox",
        *COMMAND_SHOWN,
    ),
}
DOORS = {"sea": "sea.network", "rail": "rail.network", "cards": "cards.read", "server": "server.serve"}
"""From outside the package only this module of it is imported."""

INNER = frozenset(
    {
        *("zones.areas", "stories.wording", "stories.text", "comparison.reported"),
        *("routing.ports", "routing.conditions", "routing.differing", "routing.legs", "routing.names"),
        *("workspace.claims_table", "workspace.clock", "workspace.foreign", "workspace.schema", "workspace.searched"),
        *("world.load", "world.proofread", "world.strangers", "world.spots", "ledger.spelling"),
        *("sessions.loops", "sessions.memory", "work.job", "work.process"),
        *("views.framing", "views.notices"),
        *("positions.addresses", "positions.degrees", "positions.grids", "positions.marks"),
        *("scene.places", "scene.routes", "scene.zones"),
        *("render.sheet.furniture", "render.sheet.ground", "render.sheet.lettering", "render.sheet.names"),
        *("render.sheet.notes", "render.sheet.panel", "render.sheet.placing"),
        *("render.files.dated", "render.files.entities", "render.files.manifest", "render.files.page", "render.files.slides"),
        *("render.contrast.dots", "render.contrast.judged", "render.files.contrast_slide", "render.files.native"),
        *("render.files.geopackage", "render.files.kml", "render.files.story_page", "render.files.vector"),
    }
)
"""Modules that their own package alone imports, and those packages whose row names them."""

MOST_PERMITTED = 0.34
"""Share of the imports of one module by another that the table permits, of those that one line of all modules would.

It was 1 before there were packages, of 6,570 imports; as a share it holds while modules are added.
"""

HOMES = {
    "babel": ("messages",),
    "streamlit": ("app", "server", "sessions"),
    "streamlit_folium": ("app",),
    "folium": ("render.web.leaflet",),
    "branca": ("render.web.leaflet",),
    "starlette": ("server", "sessions"),
    "uvicorn": ("server",),
    "matplotlib": ("render.sheet.figure",),
    "networkx": ("exposure.observe", "geoframes", "api"),
    "scipy": ("sea", "rail"),
    "click": ("cli",),
    "geodata": ("world.load",),
    "geodata.formats": ("sea", "rail", "routing.caveats", "render.layers"),
    "SALib": ("exposure.sensitivity",),
    "csv": ("render.files.delimited", "layers.separated"),
    "mgrs": ("positions",),
    "openlocationcode": ("positions",),
    "pyproj": ("geo", "positions", "render.sheet.projection", "layers.systems"),
    "python_calamine": ("layers.sheets",),
    "pptx": (
        "render.files.slides",
        "render.files.decks",
        "render.files.contrast_slide",
        "render.files.native",
        "render.files.dated",
    ),
    "PIL": ("render.sheet.marking",),
    "fontTools": ("render.sheet.fonts",),
    "tomllib": ("cards", "intake.tables"),
    "sqlalchemy": ("workspace",),
    "sqlite3": ("workspace", "render.files.geopackage"),
    "alembic": ("workspace.opening", "workspace.migrations"),
    "platformdirs": ("workspace.home",),
    "tomli_w": ("workspace.cardfiles",),
    "fsspec": ("tracks.reading",),
    "pyais": ("logs.ais",),
    "dask": ("tracks.engine",),
    "distributed": ("tracks.engine",),
    "h3": ("tracks.density",),
}
"""Packages that may be imported in these rooms only; one inside another has homes of its own."""

READERS = (
    "aside",
    "layers.read",
    "tracks.geopackage",
    "tracks.joining",
    "tracks.reading",
    "tracks.results",
    "tracks.run",
    "tracks.stopwatch",
    "tracks.steps",
    "tracks.store",
    "workspace",
    "world",
    "server",
    "sessions",
    "work",
    "cli",
    "render",
    "app",
    "api",
)
"""Rooms that may look at files. All others are pure: what comes out depends on what goes in and on nothing else."""

OUTSIDE = {"os", "pathlib", "shutil", "tempfile", "glob", "socket", "subprocess", "threading", "time", "random", "secrets", "sys"}
NETWORK = {"requests", "urllib.request", "urllib3", "http.client", "httpx", "aiohttp", "ftplib"}


def modules(package: str) -> dict[str, Path]:
    """Every module of a package by its name without the package, in a fixed order."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = list(path.relative_to(ROOT / package).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        found[".".join(parts)] = path
    return found


EXPLORER = modules("explorer")
GEODATA = modules("geodata")
ALL_MODULES = [*EXPLORER.values(), *GEODATA.values(), *modules("seeds").values()]


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Full names of everything a module imports, wherever in it: ``from a import b`` gives ``a`` and ``a.b``."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, rooms: tuple[str, ...]) -> bool:
    """Whether a module is one of these rooms or lies in one."""
    return any(f"{name}.".startswith(f"{room}.") for room in rooms)


@cache
def package_of(name: str) -> str:
    """The row of the table that a module belongs to: the longest one that its name begins with."""
    return max((row for row in IMPORTS if within(name, (row,))), key=len, default="")


MODULES = {name: path for name, path in EXPLORER.items() if path.name != "__init__.py"}
"""Modules that hold code; packages hold a docstring only."""


@cache
def explorer_imports(path: Path) -> frozenset[str]:
    """Modules of the explorer that a module imports, by their names without the package; bare packages are left out."""
    return frozenset({name.removeprefix("explorer.") for name in imported(path) if name.startswith("explorer.")} & MODULES.keys())


def may_import(name: str, other: str) -> bool:
    """Whether the table lets a module import another one."""
    own, there = package_of(name), package_of(other)
    open_to_others = other == DOORS.get(there, other) and other not in INNER
    return own == there or other in IMPORTS[own] or (there in IMPORTS[own] and open_to_others)


def test_every_module_has_a_row_in_the_table() -> None:
    assert {name for name in MODULES if not package_of(name)} == set()
    assert {row for row in IMPORTS if not any(package_of(name) == row for name in MODULES)} == set(), "rows without a module"
    assert {there for allowed in IMPORTS.values() for there in allowed} <= IMPORTS.keys() | MODULES.keys()
    assert {*INNER, *DOORS.values()} <= MODULES.keys()


def test_imports_keep_to_the_table() -> None:
    wrong = {name: {other for other in explorer_imports(path) if not may_import(name, other)} for name, path in MODULES.items()}
    assert [f"explorer.{name} may not import {', '.join(sorted(others))}" for name, others in wrong.items() if others] == []


def test_no_circles() -> None:
    """Neither among packages, by the table, nor among modules, as they are."""
    for graph in (IMPORTS, {name: explorer_imports(path) for name, path in MODULES.items()}):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            pytest.fail(f"imports go in a circle: {' > '.join(error.args[1])}")


def test_the_table_permits_little() -> None:
    """Pairs of modules of which one may import the other; inside a package one direction of each pair."""
    permitted = sum(may_import(name, other) for name in MODULES for other in MODULES if package_of(name) != package_of(other))
    sizes = [sum(package_of(name) == row for name in MODULES) for row in IMPORTS]
    one_line = len(MODULES) * (len(MODULES) - 1) // 2
    assert permitted + sum(size * (size - 1) // 2 for size in sizes) <= MOST_PERMITTED * one_line


def test_packages_of_the_explorer_hold_a_docstring_only() -> None:
    """All but the explorer itself, which hands over the public surface."""
    for name, path in EXPLORER.items():
        if name and path.name == "__init__.py":
            assert [type(node) for node in tree(path).body] == [ast.Expr], f"{path} holds more than a docstring"


def test_the_explorer_itself_hands_over_its_surface_and_nothing_else() -> None:
    names = {full for full in imported(EXPLORER[""]) if full.startswith("explorer")}
    assert {full.split(".")[1] for full in names if "." in full} <= {"api", "errors", "views"}, "what a reader may import"


@cache
def home_of(full: str) -> str:
    """The row of ``HOMES`` for an imported name: the longest package that it lies in."""
    return max((package for package in HOMES if within(full, (package,))), key=len, default="")


@pytest.mark.parametrize("package", sorted(HOMES))
def test_a_package_is_used_in_its_home_only(package: str) -> None:
    users = {name for name, path in EXPLORER.items() if any(home_of(full) == package for full in imported(path))}
    strangers = {name for name in users if not within(name, HOMES[package])}
    assert not strangers, f"{package} is imported by {', '.join(sorted(strangers))}"


def test_messages_repeat_their_input_in_one_way() -> None:
    """Through ``errors.quoted``, which shortens it: a message is never as long as what it refuses."""
    for name, path in EXPLORER.items():
        if name in {"", "errors"}:  # the explorer itself tells of names in code, and loads nothing before it is asked
            continue
        written = [node.lineno for node in nodes(path) if isinstance(node, ast.FormattedValue) and node.conversion == ord("r")]
        mapped = [node.lineno for node in nodes(path) if isinstance(node, ast.Name) and node.id == "repr"]
        assert not written, f"explorer.{name} repeats its input by itself in lines {written}"
        assert not mapped, f"explorer.{name} writes values by itself in lines {mapped}"


def test_csv_is_written_in_one_place_only() -> None:
    """Neither by hand, which is left to the home of ``csv``, nor by a frame: there cells get their guard against formulas."""
    for name, path in EXPLORER.items():
        assert not list(calls(path, {"to_csv", "to_clipboard"})), f"explorer.{name} writes CSV by itself"


def test_the_middle_is_pure() -> None:
    for name, path in EXPLORER.items():
        if within(name, READERS) or path.name == "__init__.py":
            continue
        outside = {full.split(".")[0] for full in imported(path)} & OUTSIDE
        assert not outside, f"explorer.{name} imports {', '.join(sorted(outside))}"
        assert not list(calls(path, {"open", "print", "input"})), f"explorer.{name} reads or writes"


def test_nobody_asks_the_network() -> None:
    for path in [*ALL_MODULES]:
        if path.is_relative_to(ROOT / "geodata" / "build"):
            continue
        found = {full for full in imported(path) if any(full == net or full.startswith(f"{net}.") for net in NETWORK)}
        assert not found, f"{path} imports {', '.join(sorted(found))}"


def test_nobody_reads_the_clock() -> None:
    """The same view gives the same bytes on every day. A revision of a workspace bears the time at which it was made, a run over
    tracks says how long it took.
    """
    for path in (path for name, path in EXPLORER.items() if name not in {"workspace.clock", "tracks.stopwatch"}):
        found = [*calls(path, {"now", "today", "utcnow", "time", "perf_counter", "monotonic"})]
        assert not found, f"{path} calls {', '.join(found)}"


def calls(path: Path, names: set[str]) -> Iterator[str]:
    """Calls of these names, bare (``open(…)``) or as an attribute (``date.today()``), but not of methods like ``file.open``."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in names:
                yield called.id
            elif isinstance(called, ast.Attribute) and called.attr in names - {"open", "input"}:
                yield called.attr


def test_geodata_stands_alone() -> None:
    for name, path in GEODATA.items():
        names = {full for full in imported(path) if full == "explorer" or full.startswith("explorer.")}
        if name.split(".")[0] == "build":
            shared = ("explorer.geo", "explorer.aside", "explorer.errors")
            strangers = {full for full in names - {"explorer"} if not within(full, shared)}
            assert not strangers, f"{path} imports {', '.join(sorted(strangers))}"
        else:
            assert not names, f"{path} imports the explorer"
            assert not {full for full in imported(path) if full.startswith("geodata.build")}, f"{path} imports the build"


def test_formats_are_light() -> None:
    """What the build and the routers share needs no more than arrays, bytes and shapes, and opens nothing."""
    rooms = {name: path for name, path in GEODATA.items() if within(name, ("formats",))}
    assert rooms
    for name, path in rooms.items():
        used = {full.split(".")[0] for full in imported(path)} - sys.stdlib_module_names
        assert used <= {"numpy", "pyarrow", "shapely", "geodata"}, f"geodata.{name} imports {', '.join(sorted(used))}"
        within_geodata = {full for full in imported(path) if within(full, ("geodata",))}
        assert all(within(full, ("geodata.formats",)) for full in within_geodata), f"geodata.{name} imports other rooms"
        assert not list(calls(path, {"open"})), f"geodata.{name} opens a file"


def test_the_build_is_not_imported_at_run_time() -> None:
    for path in EXPLORER.values():
        assert not {full for full in imported(path) if full.startswith("geodata.build")}, path


def test_one_reader_of_cards_and_map_data() -> None:
    """Only ``world.load`` asks for the package of cards; other rooms get the world."""
    for name, path in EXPLORER.items():
        asked = {
            node.args[0].value
            for node in nodes(path)
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        }
        assert name == "world.load" or not {"seeds", "geodata"} & asked, f"explorer.{name} reads cards or map data"


OWNERS = ("server", "sessions", "work", "cli")
"""Programs: they have the process to themselves. All others are a library in somebody's notebook or server."""

PROCESS_MODULES = {"gc", "locale", "logging", "warnings", "signal", "faulthandler", "atexit", "resource", "multiprocessing"}
PROCESS_CALLS = {
    "setrecursionlimit", "setswitchinterval", "settrace", "setprofile", "umask", "chdir", "putenv", "unsetenv", "setlocale",
    "filterwarnings", "simplefilter", "catch_warnings", "seterr", "set_printoptions", "set_option", "reset_option",
    "option_context", "setdefaulttimeout", "tzset", "basicConfig",
}  # fmt: skip
PROCESS_STATE = {"environ", "rcParams", "excepthook", "stdout", "stderr"}
"""What may be read but not assigned to."""


def changes_of_the_process(path: Path) -> Iterator[str]:
    """Whatever a module does that would change the process for everybody in it, or that hides a cache in a frozen value."""
    for node in nodes(path):
        if not isinstance(node, (ast.Call, ast.Assign, ast.Delete, ast.AugAssign)):
            continue
        where = f"{path.relative_to(ROOT)}:{node.lineno}"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.split(".")[-1] in PROCESS_CALLS or called in {"mpl.use", "mpl.rc", "plt.style.use", "object.__setattr__"}:
                yield f"{where} calls {called}"
            if any(
                called.endswith(f"{state}.{verb}") for state in PROCESS_STATE for verb in ("update", "setdefault", "pop", "clear")
            ):
                yield f"{where} calls {called}"
        targets = (
            node.targets
            if isinstance(node, (ast.Assign, ast.Delete))
            else [node.target]
            if isinstance(node, ast.AugAssign)
            else []
        )
        for target in targets:
            held = target.value if isinstance(target, ast.Subscript) else target
            if isinstance(held, ast.Attribute) and held.attr in PROCESS_STATE:
                yield f"{where} assigns to {ast.unparse(target)}"
    yield from (f"{path.relative_to(ROOT)} imports {name}" for name in sorted({*imported(path)} & PROCESS_MODULES))


def test_library_code_leaves_the_process_alone() -> None:
    """No warning filter, collector, locale, logging, environment or setting of another library, at import or later."""
    files = [path for name, path in EXPLORER.items() if not within(name, OWNERS)]
    files += [path for name, path in GEODATA.items() if not within(name, ("build",))]
    assert [change for path in files for change in changes_of_the_process(path)] == []


@pytest.mark.parametrize(
    "code",
    [
        "import gc",
        "from warnings import filterwarnings",
        "import numpy as np\nnp.seterr(all='ignore')",
        "import os\nos.environ['TZ'] = 'UTC'",
        "import os\nos.environ.update(TZ='UTC')",
        "import os\nmask = os.umask(0)",
        "import matplotlib as mpl\nmpl.rcParams['font.size'] = 3",
        "import sys\nsys.setrecursionlimit(10)",
        "import sys\nsys.stdout = None",
        "def f(self):\n    object.__setattr__(self, 'kept', {})",
    ],
)
def test_a_change_of_the_process_is_seen(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    assert list(changes_of_the_process(tmp_path / "module.py"))


def test_no_broad_except() -> None:
    assert [place for path in ALL_MODULES for place in broad_excepts(path)] == []


def broad_excepts(path: Path) -> Iterator[str]:
    """Where a module catches, or suppresses, every fault there is."""
    for node in nodes(path):
        caught: ast.expr | None = None
        if isinstance(node, ast.ExceptHandler):
            caught = node.type or ast.Name("BaseException")
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "suppress":
            caught = ast.Tuple(node.args)
        if caught is not None and {"Exception", "BaseException"} & {
            name.id for name in ast.walk(caught) if isinstance(name, ast.Name)
        }:
            yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)} catches everything"


@pytest.mark.parametrize("code", ["except:", "except Exception:", "except (OSError, BaseException):"])
def test_a_broad_except_is_seen(code: str) -> None:
    module = ROOT / "explorer" / "never.py"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "nodes", lambda _: list(ast.walk(ast.parse(f"try:\n    pass\n{code}\n    pass"))))
        assert len([*broad_excepts(module)]) == 1


def test_modules_stay_small() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in ALL_MODULES}
    assert [f"{path} has {count} lines; split it" for path, count in lines.items() if count > 400] == []


# ---- what tracked files may not hold -------------------------------------------------------------------------------


@cache
def tracked() -> tuple[Path, ...]:
    """Text files under version control."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = [ROOT / name for name in listing.split("\0") if name]
    return tuple(path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096])


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if match := pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    return found


def spelled(words: str) -> str:
    """Words to search for, written with gaps so that this file does not hold them itself."""
    return "|".join(re.escape(word.replace("_", "")) for word in words.split())


def test_no_registry_is_named() -> None:
    """Packages come from wherever the reader's own clients are set up to ask."""
    hosts = spelled(
        "py_pi.org pythonhost_ed registry.npm_js np_mjs.com npm_js.org yarn_pkg unp_kg jsde_livr cdn_js. arti_factory"
    )
    assert lines_with(re.compile(hosts, re.IGNORECASE)) == []


def test_no_path_of_one_machine() -> None:
    folders = spelled("wo_rk ro_ot t_mp ho_me Us_ers")
    assert lines_with(re.compile(rf"(?<![\w.<~/)-])/(?:{folders})(?![\w-])")) == []


def test_the_code_knows_no_address_but_these() -> None:
    """Addresses in code and configuration: the tile server that a reader may opt in to, and names that are never fetched."""
    known = {
        "tile.openstreetmap.org",
        "www.w3.org",
        "127.0.0.1",
        "localhost",
        "www.apache.org",
        "www.openstreetmap.org",
        "www.opengis.net",
    }
    pattern = re.compile(r"https?://([A-Za-z0-9.-]+)")
    strangers = {
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked()
        if path.relative_to(ROOT).parts[0] in {"explorer", "Makefile", "pyproject.toml", ".ci"}
        for host in pattern.findall(path.read_text(encoding="utf-8"))
        if host not in known
    }
    assert strangers == set()
