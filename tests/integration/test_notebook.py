"""The example notebook runs from top to bottom, in another folder, and shows what its words say."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

PATH = Path(__file__).parents[2] / "docs" / "example.ipynb"
NOTEBOOK: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
CODE = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def run(source: str, names: dict[str, Any]) -> Any:
    """One cell; what its last expression comes to, as a notebook shows it."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each cell shows, by its code."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        patch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("files")))
        found = {source: run(source, names) for source in CODE}
        assert list(Path.cwd().iterdir()) == [], "something was written beside the reader's files"
    return found


def of(shown: dict[str, Any], words: str) -> Any:
    (found,) = [value for source, value in shown.items() if words in source.splitlines()[-1]]
    return found


def test_the_notebook_is_kept_without_outputs() -> None:
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in NOTEBOOK["cells"] if "outputs" in cell)
    assert len({cell["id"] for cell in NOTEBOOK["cells"]}) == len(NOTEBOOK["cells"])


def test_it_shows_what_its_words_say(shown: dict[str, Any]) -> None:
    assert len(of(shown, '"claimant", "stance"')) == 5
    assert of(shown, "groupby").to_numpy().sum() > 100
    assert set(of(shown, "stance=denied").columns) == {"id", "claimant", "statement", "contradicts"}
    assert len(of(shown, "stance=denied")) >= 2
    lengths = of(shown, '"sea": by_sea')
    assert 45 < lengths["rail"] < 60
    assert 170 < lengths["sea"] < 260
    assert "2013" in of(shown, "2005-01-01")
    assert list(of(shown, "explorer.routes")["status"]) == ["ok"] * 3
    assert all(zones for zones in of(shown, "zones_km").values())
    assert of(shown, "all(frozenset(span)") is True
    assert len(of(shown, "articulation_points")) == 10
    assert of(shown, "folder.iterdir") == ["khasan-rajin.png", "khasan-rajin.png.manifest.json"]
