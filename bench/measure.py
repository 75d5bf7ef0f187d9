"""What the benchmarks share: a hub, its memory over time, a table of results."""

import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "conformance"))

from hub import ADMIN_KEY, Api, Hub  # noqa: E402, F401


class Memory(threading.Thread):
    """Looks at the resident memory of the server ten times a second and remembers the most."""

    def __init__(self, hub: Hub):
        super().__init__(daemon=True)
        self.hub, self.ended = hub, threading.Event()
        self.before = self.most = hub.resident()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.join()

    def run(self):
        while not self.ended.wait(0.1):
            self.most = max(self.most, self.hub.resident())


def timed(work, *arguments):
    """The seconds some work took, and what it returned."""
    start = time.perf_counter()
    result = work(*arguments)
    return time.perf_counter() - start, result


class Table:
    """Prints a line as soon as its figure is known."""

    def __init__(self, title: str, *columns: str):
        self.widths = [max(34, len(columns[0])), *(max(12, len(column)) for column in columns[1:])]
        print(f"\n{title}")
        self.row(*columns)

    def row(self, *cells):
        texts = [cell if isinstance(cell, str) else f"{cell:,.2f}" if isinstance(cell, float) else f"{cell:,}" for cell in cells]
        first, *rest = texts
        print(
            first.ljust(self.widths[0])
            + "".join(text.rjust(width + 2) for text, width in zip(rest, self.widths[1:], strict=True)),
            flush=True,
        )


def commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return found.stdout.strip() or "unknown"


def wait_for(look, patience: float = 3600):
    """Asks until there is an answer, and returns it."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(0.02)
    raise AssertionError(f"nothing after {patience} s")
