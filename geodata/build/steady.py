"""The same arithmetic on every machine: a build starts itself anew with the processor's newest instructions left aside.

With AVX-512 numpy takes other routines for sine, arctangent and the like, which differ in the last bit. The sea network chooses
among thousands of corners by such figures: on two kinds of processor it came out with 40,522 and with 40,510 nodes.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence

SETTINGS: Mapping[str, str] = {"NPY_ENABLE_CPU_FEATURES": "X86_V2", "OPENBLAS_CORETYPE": "Haswell"}
"""Read by numpy and OpenBLAS when they are loaded, so that a running process cannot change them."""
MACHINES = frozenset({"x86_64", "AMD64"})


def missing(environment: Mapping[str, str], machine: str) -> dict[str, str]:
    """Settings that an environment lacks on a kind of machine.

    >>> missing({"OPENBLAS_CORETYPE": "Haswell"}, "x86_64")
    {'NPY_ENABLE_CPU_FEATURES': 'X86_V2'}
    >>> missing({}, "arm64")
    {}
    """
    if machine not in MACHINES:
        return {}
    return {name: value for name, value in SETTINGS.items() if environment.get(name) != value}


def ensure(arguments: Sequence[str]) -> None:
    """Put ``python -m geodata.build`` with these arguments in place of this process, unless it is steady already."""
    lacking = missing(os.environ, platform.machine())
    if lacking:
        command = [sys.executable, "-m", "geodata.build", *arguments]
        os.execve(sys.executable, command, {**os.environ, **lacking})  # noqa: S606  # itself, no shell
