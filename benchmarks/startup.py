"""The program's start -> how many times as long as Python's own. Pairs of runs in turn, so that load hits both alike.

    python benchmarks/startup.py [PAIRS]

Exits with 1 where the median ratio is above the promise.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

PROMISE = 6.0
NOTHING = ("-c", "pass")
HELP = ("-c", "from notes2anki.cli import main; main(['--help'])")  # what the installed script does


def seconds(*words: str) -> float:
    """Return how long Python runs with `words`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own words
    return time.perf_counter() - start


def measure(pairs: int) -> tuple[float, float, float]:
    """Return the median seconds of Python, of `notes2anki --help`, and the median ratio of the pairs."""
    seconds(*HELP)  # once for the disk and the compiled modules
    runs = [(seconds(*NOTHING), seconds(*HELP)) for _ in range(pairs)]
    nothing, help_ = (statistics.median(column) for column in zip(*runs, strict=True))
    return nothing, help_, statistics.median(long / short for short, long in runs)


def main() -> None:
    """Print the figures."""
    nothing, help_, ratio = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
    print(f"python -c pass     {nothing * 1000:6.1f} ms")
    print(f"notes2anki --help  {help_ * 1000:6.1f} ms")
    print(f"ratio              {ratio:6.2f}  (promise: {PROMISE:g} or less)")
    sys.exit(ratio > PROMISE)


if __name__ == "__main__":
    main()
