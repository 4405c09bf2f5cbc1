"""How much memory a measured process and all below it have needed, by /proc."""

import contextlib
import threading
from pathlib import Path


@contextlib.contextmanager
def watching(processes):
    """[bytes]: the most memory that any of these processes or their children has had, looked at every 0.1 s."""
    largest, stop = [0], threading.Event()

    def look():
        while not stop.wait(0.1):
            largest[0] = max([largest[0], *(peak_of(pid) for pid in family(processes))])

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield largest
    finally:
        stop.set()
        thread.join()


def family(processes):
    """The processes and all below them, by /proc."""
    known = {process.pid for process in processes}
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    while below := {pid for pid, parent in parents.items() if parent in known} - known:
        known |= below
    return known


def peak_of(pid):
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
    return 0
