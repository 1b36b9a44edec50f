"""Explore public reporting on Russia-DPRK logistics on a map: who said what, how it is graded, what is inferred."""

from __future__ import annotations

__version__ = "0.2.0"
