"""Ship positions of a user's own files to voyages, calls, gaps, meetings, and kilometres and hours by zone. The past only."""
