"""The part of the Earth that the map data have in detail."""

REGION = (112.0, 18.0, 165.0, 64.0)
"""West, south, east, north of "the region" in degrees."""
