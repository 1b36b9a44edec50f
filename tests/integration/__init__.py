"""The parts together: bundled cards, server, command line, pages, an installed wheel."""
