"""Drawn railways, stations and the rail network."""
