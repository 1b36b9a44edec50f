"""``python -m geodata.build``: packages in, ``geodata/data`` and ``geodata/catalog.toml`` out."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import geodata
from explorer import aside
from explorer.errors import ExportError
from geodata.build import steady
from geodata.build.catalog import to_toml
from geodata.build.errors import BuildFault
from geodata.build.fetch import CACHE_VARIABLE, Sources, default_cache
from geodata.build.layers import BUILDERS, Builder
from geodata.build.product import describe, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

HOME = Path(geodata.__file__).parent
LIMIT_BYTES = 20_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the build.

    Returns
    -------
    int
        0 when every file was written, 1 after one line that says why not.
    """
    parser = argparse.ArgumentParser(prog="python -m geodata.build", description="Make the map data from pinned packages.")
    parser.add_argument("--only", nargs="+", metavar="ID", default=(), help="make only the builders of these data sets")
    parser.add_argument("--cache", type=Path, default=None, help=f"folder of fetched packages (else ${CACHE_VARIABLE})")
    parser.add_argument("--list", action="store_true", help="list the data sets and stop")
    asked = parser.parse_args(arguments)
    if asked.list:
        print("\n".join(dataset_id for builder in BUILDERS for dataset_id in builder.MAKES))
        return 0
    try:
        run(_chosen(asked.only), asked.cache or default_cache(), HOME, whole=not asked.only)
    except (BuildFault, geodata.DataFault, ExportError) as fault:
        print(f"geodata.build: {fault}", file=sys.stderr)
        return 1
    return 0


def _chosen(only: Sequence[str]) -> tuple[Builder, ...]:
    known = {dataset_id for builder in BUILDERS for dataset_id in builder.MAKES}
    unknown = sorted(set(only) - known)
    if unknown:
        message = f"no such data set: {', '.join(unknown)}; there are {', '.join(sorted(known))}"
        raise BuildFault(message)
    return tuple(builder for builder in BUILDERS if not only or set(only) & set(builder.MAKES))


def run(builders: Sequence[Builder], cache: Path, home: Path, *, whole: bool) -> None:
    """Run builders and write their files and the catalogue under ``home``.

    Parameters
    ----------
    builders : sequence of Builder
    cache : pathlib.Path
        Folder of fetched packages.
    home : pathlib.Path
        The folder of the package ``geodata``.
    whole : bool
        Whether these are all builders; files of no builder are then removed. Otherwise their rows are kept.

    Raises
    ------
    BuildFault
        When a builder does not make what it names, or the files grow beyond 20 MB.
    ExportError
        When the files cannot be written.
    """
    sources = Sources(cache)
    data = home / "data"
    made = {}
    contents: dict[Path, bytes] = {}
    for builder in builders:
        started = time.monotonic()
        products = builder.build(sources)
        if tuple(product.id for product in products) != builder.MAKES:
            message = f"a builder of {', '.join(builder.MAKES)} made {', '.join(product.id for product in products)}"
            raise BuildFault(message)
        for product in products:
            content = encode(product.frame)
            contents[data / product.file] = content
            sources.keep(product.id, product.frame)
            made[product.id] = describe(product, content)
            size, seconds = len(content) / 1e6, time.monotonic() - started
            print(f"{product.id:20} {len(product.frame):6} rows {size:7.3f} MB {seconds:6.1f} s", flush=True)
    entries = made if whole else {**_committed(), **made}
    total = sum(entry.size_bytes for entry in entries.values())
    if total > LIMIT_BYTES:
        message = f"the files weigh {total} bytes, the limit is {LIMIT_BYTES}"
        raise BuildFault(message)
    data.mkdir(exist_ok=True)
    contents[home / "catalog.toml"] = to_toml(entries.values()).encode()
    aside.write(contents, force=True)  # all at the end: a build that is stopped leaves the files that the catalogue names
    geodata.catalogue.cache_clear()
    if whole:
        for path in data.glob("*.parquet"):
            if path.stem not in entries:
                path.unlink()
    print(f"{'in all':20} {len(entries):6} files {total / 1e6:6.3f} MB")


def _committed() -> dict[str, geodata.Entry]:
    geodata.catalogue.cache_clear()
    return {entry.id: entry for entry in geodata.catalogue()}


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what lies beside its place is taken away
    steady.ensure(sys.argv[1:])
    sys.exit(main())
