"""``python -m tests.audit REPORT.json``: what pip-audit found in the lock, and whether it looked at all.

pip-audit counts a package that its database does not answer for as skipped and ends well all the same: behind a registry mirror
without advisories it "finds nothing" in a lock of which it has seen nothing. Here that is a failure with words of its own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

UNREAD, FOUND, CLEAN = 2, 1, 0


def verdict(text: str) -> tuple[int, str]:
    """Exit code and words for a report; an empty one is that of a pip-audit that could not run."""
    try:
        packages: list[dict[str, Any]] = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return UNREAD, f"The lock was NOT CHECKED: pip-audit gave no report. {_HOW}"
    bad = [f"{p['name']} {p['version']}: {', '.join(v['id'] for v in p['vulns'])}" for p in packages if p.get("vulns")]
    skipped = sorted(p["name"] for p in packages if "skip_reason" in p)
    if bad:
        more = f" {len(skipped)} packages were not checked." if skipped else ""
        return FOUND, "Known faults in the lock:\n  " + "\n  ".join(bad) + f"\nRaise these versions.{more}"
    if skipped or not packages:
        count = f"{len(skipped)} of {len(packages)} packages" if packages else "no package"
        return UNREAD, f"The lock was NOT CHECKED in full: the database of advisories did not answer for {count}. {_HOW}"
    return CLEAN, f"{len(packages)} packages of the lock: no known fault."


_HOW = "Run make lock where the database can be reached; make lock AUDIT=no leaves the check out, and says so."


if __name__ == "__main__":
    report = Path(sys.argv[1])
    code, words = verdict(report.read_text(encoding="utf-8") if report.is_file() else "")
    sys.stdout.write(f"{words}\n")
    sys.exit(code)
