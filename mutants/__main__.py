"""`python -m mutants companies.keys`: how many small faults in a module its tests notice, and which they do not.

Several modules that the same tests are for are tried quicker together: those are measured once.
"""

import argparse
import random
import signal
import sys
import time
from collections import Counter

import pytest

from mutants.run import KILLED, TIMED_OUT, MutantRunner
from mutants.targets import SCOPES, TARGETS

# Percent of the mutants that the tests have to kill.
WANTED = 90


def main() -> int:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(TARGETS))
    parser.add_argument("--sample", type=int, default=150, help="try so many mutants of a module at most (150)")
    parser.add_argument("--seed", type=int, default=None, help="choose the same mutants as another run did")
    parser.add_argument("--minutes", type=float, default=20, help="stop a module after so long (20)")
    parser.add_argument("--only", default="", help="only mutants within functions and constants of this name")
    options = parser.parse_args()
    if not options.modules or not TARGETS.keys() >= set(options.modules):
        print("MODULE is one of:", *sorted(TARGETS), sep="\n  ")
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside, it still stops its database
    started = time.monotonic()
    runner = MutantRunner(
        {module: SCOPES.get(module, ()) for module in options.modules},
        sample=options.sample,
        seed=random.randrange(1_000_000) if options.seed is None else options.seed,
        minutes=options.minutes,
        only=options.only,
    )
    folders = sorted({folder for module in options.modules for folder in TARGETS[module]})
    pytest.main(["-q", "-s", "-p", "no:cacheprovider", *folders], plugins=[runner])
    enough = [_report(module, counts) for module, counts in runner.counts.items()]
    print(f"{time.monotonic() - started:.0f} s")
    return 0 if all(enough) else 1


def _report(module: str, counts: Counter[str]) -> bool:
    """Prints what became of a module's mutants; returns whether enough were killed."""
    tried, killed = counts.total(), counts[KILLED] + counts[TIMED_OUT]
    each = ", ".join(f"{count} {result}" for result, count in sorted(counts.items()))
    print(f"{module}: {killed} of {tried} killed ({killed / max(tried, 1):.0%}) — {each}")
    return bool(tried) and killed * 100 >= WANTED * tried


sys.exit(main())
