"""`python -m mutants companies.keys`: how many small faults in a module its tests notice, and which they do not."""

import argparse
import random
import signal
import sys
import time

import pytest

from mutants.run import KILLED, TIMED_OUT, MutantRunner
from mutants.targets import SCOPES, TARGETS

# Percent of the mutants that the tests have to kill.
WANTED = 90


def main() -> int:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("module", nargs="?", choices=sorted(TARGETS), metavar="MODULE", help=", ".join(TARGETS))
    parser.add_argument("--sample", type=int, default=150, help="try so many mutants at most (150)")
    parser.add_argument("--seed", type=int, default=None, help="choose the same mutants as another run did")
    parser.add_argument("--minutes", type=float, default=20, help="stop after so long (20)")
    parser.add_argument("--only", default="", help="only mutants within functions and constants of this name")
    options = parser.parse_args()
    if options.module is None:
        print("MODULE is one of:", *sorted(TARGETS), sep="\n  ")
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside, it still stops its database
    started = time.monotonic()
    runner = MutantRunner(
        options.module,
        SCOPES.get(options.module, ()),
        sample=options.sample,
        seed=random.randrange(1_000_000) if options.seed is None else options.seed,
        minutes=options.minutes,
        only=options.only,
    )
    folders = TARGETS[options.module]
    pytest.main(["-q", "-s", "-p", "no:cacheprovider", *folders], plugins=[runner])
    tried = runner.counts.total()
    killed = runner.counts[KILLED] + runner.counts[TIMED_OUT]
    counts = ", ".join(f"{count} {result}" for result, count in sorted(runner.counts.items()))
    print(f"{options.module}: {killed} of {tried} killed ({killed / max(tried, 1):.0%}) — {counts}", end="")
    print(f", {time.monotonic() - started:.0f} s")
    return 0 if tried and killed * 100 >= WANTED * tried else 1


sys.exit(main())
