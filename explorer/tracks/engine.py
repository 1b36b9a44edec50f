"""Where the parts of a run are worked out: in this process, in others of this machine, or on a cluster, by Dask in every case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Protocol

from explorer.errors import WorkError, quoted

ERRORS_ONLY = 40
"""Level of logging from which on Dask says something on its own account."""
CONNECT_S = 10
OWN_HTTP = "127.0.0.1:0"
"""Dask's pages about itself: for this machine alone, on any free port."""
STEPS = "explorer.tracks.steps"
"""What workers do; each loads it, and the libraries that it needs, before the first part comes."""
AT_ONCE = 64
"""So many parts are given out before the first of them is back, so that a long run keeps its list short."""


class Mapped(Protocol):
    """Does one thing to many items; answers come in the order of the items."""

    def __call__(self, function: Callable[[Any, Any], Any], shared: Any, items: Sequence[Any]) -> Iterator[Any]:
        """Call ``function(shared, item)`` for each item; every worker gets ``shared`` once."""


def in_process(function: Callable[[Any, Any], Any], shared: Any, items: Sequence[Any]) -> Iterator[Any]:
    """One after the other, in this process."""
    import dask

    for item in items:
        yield dask.get({"answer": (function, "shared", "item"), "shared": _kept(shared), "item": _kept(item)}, "answer")


def _kept(value: Any) -> tuple[Callable[[], Any]]:
    """A value as a node of a graph that Dask does not look into."""
    return (lambda: value,)


@contextmanager
def engine(scheduler: str = "", workers: int = 1) -> Iterator[Mapped]:
    """The workers of a run, for as long as the block takes.

    Parameters
    ----------
    scheduler
        Address of the scheduler of a cluster, ``tcp://…``; "" for this machine.
    workers
        Processes on this machine; 1 is this process itself.

    Raises
    ------
    WorkError
        The cluster does not answer, its workers have no tumen, or a worker was killed again and again.
    """
    if not scheduler and workers <= 1:
        yield in_process
        return
    from distributed import KilledWorker

    with ThreadPoolExecutor(1) as aside:
        starting = aside.submit(_started, scheduler, workers)
        try:
            yield _given_out(starting)
        except KilledWorker as error:
            raise WorkError(
                "a worker was ended several times over one part, most likely for want of memory. What is done is kept: run "
                "again, with fewer workers or more memory."
            ) from error
        finally:
            client, cluster = starting.result()
            client.close()
            if cluster is not None:
                cluster.close()


def _for_own_workers() -> dict[str, Any]:
    """Dask's settings for workers of this machine: memory is handed out as everywhere else, and nobody samples what they do.

    Dask has its workers give every larger array back to the system at once, which then fills it with zeros anew: a fifth of the
    processor time of a run.
    """
    import dask

    place = "distributed.nanny.pre-spawn-environ"
    environ = {name: value for name, value in dask.config.get(place).items() if not name.startswith("MALLOC_")}
    return {place: environ, "distributed.worker.profile.enabled": False}


def _started(scheduler: str, workers: int) -> tuple[Any, Any]:
    """The client of a cluster, and the cluster where it is this machine's own. The workers start while the caller goes on.

    Raises
    ------
    WorkError
        The cluster does not answer, or its workers have no tumen.
    """
    import dask
    from distributed import Client, LocalCluster

    cluster: Any = None
    try:
        if not scheduler:
            with dask.config.set(_for_own_workers()):
                cluster = LocalCluster(
                    n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=OWN_HTTP,
                    memory_limit=0,
                    silence_logs=ERRORS_ONLY,
                )  # fmt: skip
        client = Client(cluster or scheduler, timeout=CONNECT_S)
    except (OSError, ValueError, TimeoutError) as error:
        raise WorkError(
            f"no scheduler answers at {quoted(scheduler)}. Start dask scheduler there, or leave --scheduler out."
        ) from error
    try:
        client.run(import_module, STEPS)
    except ImportError as error:
        client.close()
        raise WorkError("the workers of the cluster have no tumen. Install the version of this machine there.") from error
    return client, cluster


def _given_out(starting: Future[tuple[Any, Any]]) -> Mapped:
    def mapped(function: Callable[[Any, Any], Any], shared: Any, items: Sequence[Any]) -> Iterator[Any]:
        client, _ = starting.result()
        there = client.scatter(shared, broadcast=True, hash=False)
        waiting: list[Any] = []
        for item in items:
            waiting.append(client.submit(function, there, item, pure=False, retries=2))
            if len(waiting) > AT_ONCE:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()

    return mapped
