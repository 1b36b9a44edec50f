"""The pure pieces of the build, on toy input: fetching, decoding, cleaning, writing."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

import geodata
from geodata.build import __main__ as program
from geodata.build import fetch as fetching
from geodata.build.base.gshhg import traces
from geodata.build.base.land import exterior_rings
from geodata.build.base.measure import areas_km2, distance_km, length_km
from geodata.build.base.topojson import decode_arcs, geometry, ring, unwrap
from geodata.build.errors import BuildFault
from geodata.build.packages import CURATED, NATURAL_EARTH, Package
from geodata.build.product import Product, describe, encode, frame
from geodata.build.region import polygons, solid

BOX = (0.0, 0.0, 10.0, 10.0)


def package(content: bytes = b"", *, registry: str = "npm", file: str = "toy-1.0.0.tgz") -> Package:
    return Package(registry, "toy", "1.0.0", file, hashlib.sha256(content).hexdigest(), NATURAL_EARTH)  # type: ignore[arg-type]


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


class FakeClient:
    """Stands in for npm and pip: writes a file into the folder asked for, or fails."""

    def __init__(self, content: bytes = b"", *, name: str = "toy-1.0.0.tgz", error: str = "") -> None:
        self.content, self.name, self.error = content, name, error
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.commands.append(command)
        if not self.error:
            flag = "--pack-destination" if "pack" in command else "--dest"
            (Path(command[command.index(flag) + 1]) / self.name).write_bytes(self.content)
        return subprocess.CompletedProcess(command, 1 if self.error else 0, "", self.error)


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching.shutil, "which", lambda name: f"/bin/{name}")


def test_fetch_keeps_what_the_pin_names(npm: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    client = FakeClient(b"good")
    monkeypatch.setattr(fetching.subprocess, "run", client)
    path = fetching.fetch(package(b"good"), tmp_path / "cache")
    assert path.read_bytes() == b"good"
    assert fetching.fetch(package(b"good"), tmp_path / "cache") == path
    assert len(client.commands) == 1, "the second time it comes from the cache"
    assert "--ignore-scripts" in client.commands[0]
    assert client.commands[0][-1] == "toy@1.0.0"


def test_fetch_refuses_another_hash(npm: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching.subprocess, "run", FakeClient(b"bad"))
    with pytest.raises(BuildFault, match=r"toy 1\.0\.0: sha256 is .*, pinned is .*do not use it"):
        fetching.fetch(package(b"good"), tmp_path)
    assert not (tmp_path / "toy-1.0.0.tgz").exists()


def test_fetch_replaces_a_damaged_copy(npm: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "toy-1.0.0.tgz").write_bytes(b"half")
    monkeypatch.setattr(fetching.subprocess, "run", FakeClient(b"good"))
    assert fetching.fetch(package(b"good"), tmp_path).read_bytes() == b"good"


def test_fetch_says_that_npm_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching.shutil, "which", lambda name: None)
    with pytest.raises(BuildFault, match=r"^npm is needed to fetch toy 1\.0\.0; install Node\.js with npm and run again$"):
        fetching.fetch(package(), tmp_path)


def test_fetch_says_that_pip_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching.subprocess, "run", FakeClient(error="/bin/python: No module named pip"))
    with pytest.raises(BuildFault, match=r"^pip is needed to fetch toy 1\.0\.0"):
        fetching.fetch(package(registry="pypi", file="toy-1.0.0-py3-none-any.whl"), tmp_path)


def test_fetch_repeats_the_last_line_of_a_client(npm: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching.subprocess, "run", FakeClient(error="noise\nnpm error code E404\n"))
    with pytest.raises(BuildFault, match=r"could not fetch toy 1\.0\.0: npm error code E404$"):
        fetching.fetch(package(), tmp_path)


def test_fetch_names_an_unexpected_file(npm: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching.subprocess, "run", FakeClient(b"x", name="other.tgz"))
    with pytest.raises(BuildFault, match=r"expected toy-1\.0\.0\.tgz, the client wrote other\.tgz"):
        fetching.fetch(package(b"x"), tmp_path)


def test_a_wheel_is_fetched_as_a_wheel_and_a_source_archive_without_running_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    wheel = FakeClient(b"w", name="toy-1.0.0-py3-none-any.whl")
    monkeypatch.setattr(fetching.subprocess, "run", wheel)
    fetching.fetch(package(b"w", registry="pypi", file=wheel.name), tmp_path)
    assert "--only-binary" in wheel.commands[0]
    source = FakeClient(b"s", name="toy-1.0.0.tar.gz")
    monkeypatch.setattr(fetching.subprocess, "run", source)
    fetching.fetch(package(b"s", registry="pypi", file=source.name), tmp_path)
    assert "--no-build-isolation" in source.commands[0]


def test_the_stand_in_backend_answers_from_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1.0.0\n", encoding="utf-8")
    (tmp_path / "setup.py").write_text("raise SystemExit('run')", encoding="utf-8")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {"__name__": "geodata"}
    exec(fetching.INERT_BACKEND, scope)  # noqa: S102
    assert scope["prepare_metadata_for_build_wheel"](str(tmp_path / "out")) == "toy-1.0.0.dist-info"  # type: ignore[operator]
    assert (tmp_path / "out" / "toy-1.0.0.dist-info" / "METADATA").read_text(encoding="utf-8").startswith("Metadata-Version")


def test_sources_read_archives_as_data(tmp_path: Path):
    tar = archive({"package/a.json": b'{"a": 1}'})
    (tmp_path / "toy-1.0.0.tgz").write_bytes(tar)
    sources = fetching.Sources(tmp_path)
    assert sources.json(package(tar), "package/a.json") == {"a": 1}
    with pytest.raises(BuildFault, match=r"toy 1\.0\.0 has no file package/b\.json"):
        sources.read(package(tar), "package/b.json")

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as wheel:
        wheel.writestr("toy/b.json", "[2]")
    (tmp_path / "toy.whl").write_bytes(stream.getvalue())
    wheel_package = package(stream.getvalue(), registry="pypi", file="toy.whl")
    assert sources.json(wheel_package, "toy/b.json") == [2]
    with pytest.raises(BuildFault, match="has no file"):
        sources.read(wheel_package, "toy/c.json")


def test_sources_hand_on_what_was_made_in_this_run(tmp_path: Path):
    sources = fetching.Sources(tmp_path)
    assert len(sources.product("labels")) == len(geodata.dataset("labels"))
    sources.keep("labels", frame({"n": [1]}, [shapely.Point(1, 2)]))
    assert sources.product("labels")["n"].tolist() == [1]


def test_no_registry_is_named_in_the_build():
    for path in Path(program.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path.name


TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [10.0, 20.0]},
    "arcs": [[[0, 0], [4, 0], [0, 4]], [[4, 4], [-4, 0], [0, -4]], [[1, 1], [0, 2], [2, 0], [0, -2], [-2, 0]]],
}


def test_arcs_are_decoded():
    arcs = decode_arcs(TOPOLOGY)
    assert arcs[0].tolist() == [[10, 20], [12, 20], [12, 22]]
    assert arcs[1].tolist() == [[12, 22], [10, 22], [10, 20]]
    assert decode_arcs({"arcs": [[[1.5, 2.5], [3, 4]]]})[0].tolist() == [[1.5, 2.5], [3, 4]]


def test_rings_join_arcs_forwards_and_backwards():
    arcs = decode_arcs(TOPOLOGY)
    assert ring([0, 1], arcs).tolist() == [[10, 20], [12, 20], [12, 22], [10, 22], [10, 20]]
    assert ring([~1, ~0], arcs).tolist() == [[10, 20], [10, 22], [12, 22], [12, 20], [10, 20]]


def test_polygons_have_holes():
    arcs = decode_arcs(TOPOLOGY)
    shape = geometry({"type": "Polygon", "arcs": [[0, 1], [2]]}, arcs)
    assert shape.area == pytest.approx(4 - 1)
    both = geometry({"type": "MultiPolygon", "arcs": [[[0, 1], [2]], [[2]]]}, arcs)
    assert both.area == pytest.approx(4)
    with pytest.raises(ValueError, match="only polygons"):
        geometry({"type": "LineString", "arcs": [0]}, arcs)


def test_a_ring_over_the_180th_meridian_is_cut_there():
    square = np.array([[170.0, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]])
    assert unwrap(square)[:, 0].tolist() == [170, 190, 190, 170, 170]
    shape = geometry({"type": "Polygon", "arcs": [[0]]}, [square])
    assert shape.bounds == (-180, 0, 180, 10)
    assert shape.area == pytest.approx(200)
    assert not shape.intersects(shapely.Point(0, 5))


def test_a_ring_round_the_pole_is_closed_through_it():
    circle = np.array([[-180.0, -70], [-90, -70], [0, -70], [90, -70], [179, -70], [-180, -70]])
    shape = geometry({"type": "Polygon", "arcs": [[0]]}, [circle])
    assert shape.contains(shapely.Point(45, -85))
    assert shape.area == pytest.approx(360 * 20, rel=0.01)
    speck = np.array([[-180.0, -89.999], [-90, -89.999], [90, -89.999], [-180, -89.999]])
    annulus = geometry({"type": "Polygon", "arcs": [[0], [1]]}, [speck, circle])
    assert annulus.area == pytest.approx(shape.area)


def bowtie_island() -> list[list[float]]:
    """A ring that crosses itself, so that cutting it as it is goes wrong."""
    return [[1, 1], [9, 1], [9, 5], [5, 5], [5, 4], [7, 4], [7, 6], [1, 6], [1, 1]]


def test_only_exterior_rings_near_the_box_are_taken():
    far, hole = [[20, 20], [21, 20], [21, 21], [20, 20]], [[2, 2], [3, 2], [3, 3], [2, 2]]
    members = [
        {"type": "Polygon", "coordinates": [bowtie_island(), hole]},
        {"type": "MultiPolygon", "coordinates": [[far], [[[8, 8], [12, 8], [12, 12], [8, 12], [8, 8]]]]},
    ]
    taken = exterior_rings({"geometries": members}, BOX)
    assert len(taken) == 2
    assert not shapely.get_num_interior_rings(taken).any()
    features = [{"geometry": member} for member in members]
    assert shapely.equals(exterior_rings({"features": features}, BOX), taken).all()


def test_rings_are_mended_before_they_are_cut():
    rings = np.array([shapely.Polygon(bowtie_island())], dtype=object)
    assert not shapely.is_valid(rings).any()
    parts = solid(rings, BOX)
    assert shapely.is_valid(parts).all()
    assert shapely.union_all(parts).contains(shapely.Point(3, 3))
    assert shapely.union_all(parts).contains(shapely.Point(8, 2))
    assert shapely.total_bounds(solid(rings, (0.0, 0.0, 4.0, 10.0))).tolist() == [1, 1, 4, 6]


def test_solid_refuses_holes():
    holed = shapely.box(0, 0, 5, 5).difference(shapely.box(1, 1, 2, 2))
    with pytest.raises(ValueError, match="holes"):
        solid(np.array([holed], dtype=object), BOX)


def test_polygons_come_in_a_fixed_order():
    parts = [shapely.box(0, 0, 1, 1), shapely.box(5, 5, 8, 8), shapely.box(3, 0, 4, 1)]
    one = polygons(np.array([shapely.MultiPolygon(parts), shapely.Point(0, 0)], dtype=object))
    other = polygons(np.array([parts[2], parts[0], parts[1]], dtype=object))
    assert [shape.wkt for shape in one] == [shape.wkt for shape in other]
    assert one[0].area == 9


def toy_frame() -> geopandas.GeoDataFrame:
    return frame(
        {"name": ["a", "두만강"], "n": [1, 2], "km": [1.5, None]},
        [shapely.Point(130.3, 42.25), shapely.LineString([(0, 0), (1, 1)])],
    )


def test_the_same_rows_give_the_same_bytes(tmp_path: Path):
    assert encode(toy_frame()) == encode(toy_frame())
    back = geopandas.read_parquet(io.BytesIO(encode(toy_frame())))
    assert back.crs.to_epsg() == 4326
    assert back.drop(columns="geometry").to_dict("list")["name"] == ["a", "두만강"]
    assert back.geometry.tolist() == toy_frame().geometry.tolist()
    again = encode(back)
    assert again == encode(toy_frame()), "reading and writing changes nothing"


def test_a_frame_in_another_crs_or_with_gaps_is_refused():
    with pytest.raises(BuildFault, match="EPSG:4326"):
        encode(toy_frame().to_crs(3857))
    with pytest.raises(BuildFault, match="empty geometries"):
        encode(frame({"n": [1]}, [shapely.Polygon()]))


def test_a_product_describes_itself():
    product = Product("toy", "Toy", toy_frame(), (package(b"x"),), "geodata.build.toy", "None known.", (CURATED,))
    content = encode(product.frame)
    entry = describe(product, content)
    assert (entry.file, entry.rows, entry.size_bytes) == ("toy.parquet", 2, len(content))
    assert entry.sha256 == hashlib.sha256(content).hexdigest()
    assert entry.licence == "public domain + CC-BY-4.0"
    assert entry.bounds == (0, 0, 130.3, 42.25)


class ToyBuilder:
    """A builder of one data set."""

    __name__ = "geodata.build.toy"
    MAKES = ("toy",)

    def __init__(self, makes: str = "toy") -> None:
        self.makes = makes

    def build(self, sources: fetching.Sources) -> list[Product]:
        return [Product(self.makes, "Toy", toy_frame(), (), "geodata.build.toy", "None known.", (CURATED,))]


def test_a_run_writes_files_and_catalogue_and_sweeps(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "old.parquet").write_bytes(b"")
    program.run([ToyBuilder()], tmp_path / "cache", tmp_path, whole=True)
    first = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} | {
        "c": (tmp_path / "catalog.toml").read_bytes()
    }
    assert sorted(first) == ["c", "toy.parquet"]
    program.run([ToyBuilder()], tmp_path / "cache", tmp_path, whole=True)
    again = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} | {
        "c": (tmp_path / "catalog.toml").read_bytes()
    }
    assert first == again
    assert "toy" in capsys.readouterr().out


def test_a_builder_has_to_make_what_it_names(tmp_path: Path):
    with pytest.raises(BuildFault, match="a builder of toy made other"):
        program.run([ToyBuilder("other")], tmp_path, tmp_path, whole=True)


def test_files_beyond_the_limit_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(program, "LIMIT_BYTES", 10)
    with pytest.raises(BuildFault, match="the limit is 10"):
        program.run([ToyBuilder()], tmp_path, tmp_path, whole=True)


def test_the_program_lists_and_refuses(capsys: pytest.CaptureFixture[str]):
    assert program.main(["--list"]) == 0
    assert "land_region" in capsys.readouterr().out.split()
    assert program.main(["--only", "roads"]) == 1
    assert capsys.readouterr().err.startswith("geodata.build: no such data set: roads; there are")


def test_measures_are_of_the_ellipsoid():
    assert distance_km((0, 0), (1, 0)) == pytest.approx(111.3195, abs=1e-3)
    assert length_km(shapely.LineString([(0, 0), (0, 1)])) == pytest.approx(110.574, abs=1e-2)
    assert areas_km2([shapely.box(0, 0, 1, 1)]) == [pytest.approx(12308.8, abs=1)]


def test_gshhg_traces_are_read():
    raw = np.array([[130, 42], [131, 42], [131, 43]], dtype="<f4").tobytes()
    found = list(traces("2 40.5 3 42.0 43.0 4 24 7-1\n", b"skip" + raw))
    assert found[0].level == 2
    assert found[0].area_km2 == 40.5
    assert found[0].points.tolist() == [[130, 42], [131, 42], [131, 43]]
