"""Journeys in a real Chromium with the network cut, against the real server."""
