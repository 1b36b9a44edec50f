"""Positions as people write them: degrees in many notations, grids and codes, addresses of map services."""
