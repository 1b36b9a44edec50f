"""``tumen export`` and ``tumen views`` from the command line: files, manifests, refusals, nothing half written."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from pathlib import Path

import pytest
from PIL import Image

from explorer import aside
from explorer.errors import ExportError
from explorer.render.files import export
from explorer.stories.retold import retold
from explorer.views.read import parse
from explorer.world.world import World
from tests.grids import sampled
from tests.integration.test_cli import output, run


def failed(*words: str) -> str:
    """The message of a command that cannot do what is asked."""
    result = run(*words)
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("tumen: ")
    assert len(result.stderr.strip().splitlines()) == 1, "one line"
    return result.stderr


def test_views_lists_them_id_first(real: World) -> None:
    lines = output("views").splitlines()
    assert [line.split()[0] for line in lines] == [preset.id for preset in real.presets]
    assert len(lines) >= 8
    assert all(parse(preset.view)[1] == () for preset in real.presets)


@pytest.mark.grid
def test_several_files_in_one_call(tmp_path: Path) -> None:
    names = [tmp_path / f"map{ending}" for ending in (".png", ".svg", ".pdf")]
    words = [word for name in names for word in ("-o", str(name))]
    told = output("export", "--view", "sea-legs", "--size", "960x540", "--dpi", "72", *words)
    assert len(told.splitlines()) == 3
    with Image.open(io.BytesIO(names[0].read_bytes())) as image:
        assert image.size == (960, 540)
    for name in names:
        note = json.loads(export.beside(name)[0].read_text(encoding="utf-8"))
        assert note["file"] == name.name
        assert note["sha256"] == hashlib.sha256(name.read_bytes()).hexdigest()
        assert note["view"].startswith("v=1&lon=131.4")
        assert note["ledger_date"]
        assert {row["licence"] for row in note["datasets"]}
        assert note["features"]
        assert note["claims"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [name.name for name in names] + [f"{name.name}.manifest.json" for name in names]
    )


@pytest.mark.parametrize(
    "asked",
    sampled(
        [
            ("theatre",),
            ("v=1&lon=130.5&lat=42.4&z=9",),
            ("http://127.0.0.1:8501/?v=1&lon=130.5&lat=42.4&z=9",),
            ('{"v": "1", "q": "railway"}',),
        ],
        [("http://127.0.0.1:8501/?v=1&lon=130.5&lat=42.4&z=9",), ('{"v": "1", "q": "railway"}',)],
    ),
)
def test_a_view_in_each_of_its_forms(asked: str, tmp_path: Path) -> None:
    output(
        "export", "--view", asked, "-o", str(tmp_path / "m.svg"), "--lang", "ko", "--theme", "photocopy", "--title", "Own title"
    )
    note = json.loads((tmp_path / "m.svg.manifest.json").read_text(encoding="utf-8"))
    assert note["title"] == "Own title"
    assert note["view"].endswith("lang=ko")
    assert note["options"]["theme"] == "photocopy"


def test_one_step_of_a_story(real: World, tmp_path: Path) -> None:
    story = real.scenarios[0]
    told = run("export", "--scenario", story.id, "--step", "2", "-o", str(tmp_path / "s.kml"), "--lang", "ru")
    assert told.exit_code == 0, told.output
    note = json.loads((tmp_path / "s.kml.manifest.json").read_text(encoding="utf-8"))
    assert note["title"] == retold(story, real.tongue("ru")).step[1].heading != story.step[1].heading
    assert note["view"].endswith("lang=ru")


def test_force_replaces_a_file(tmp_path: Path) -> None:
    there = tmp_path / "there.svg"
    there.write_bytes(b"old")
    output("export", "--view", "denials", "-o", str(there), "--force")
    assert there.read_bytes().startswith(b"<?xml")


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    message = failed("export", "--view", "denials", "-o", str(tmp_path / "m.svg"))
    assert "no space left" in message
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        aside.write({tmp_path / "m.svg": b"x"}, force=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_made_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "m.svg"
    target.write_bytes(b"somebody's")
    with pytest.raises(ExportError, match="exists"):
        aside.write({target: b"x"}, force=False)
    assert target.read_bytes() == b"somebody's"


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(aside.tempfile, "mkdtemp", refuse)
    assert "permission denied" in failed("export", "--view", "denials", "-o", str(tmp_path / "m.svg"))


@pytest.mark.parametrize("force", [False, True])
def test_a_file_gets_the_rights_of_any_other_and_the_process_keeps_its_own(tmp_path: Path, *, force: bool) -> None:
    (tmp_path / "other").write_bytes(b"")
    aside.write({tmp_path / "m.svg": b"x"}, force=force)
    assert (tmp_path / "m.svg").stat().st_mode == (tmp_path / "other").stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.svg", "other"]
