"""How packed files are written and read, and the measures that both sides share, in one place.

``geodata.build`` writes what ``explorer.sea`` and ``explorer.rail`` read. A column means the same to both because one module
holds its writing and its reading side by side. Nothing here opens a file or imports ``geodata.build`` or ``explorer``.
"""
