"""`parley eval`: how well this parley understands, by labelled sets. A user's own file is judged the same way."""

import argparse

from parley import plugs
from parley.bootstrap import build, ears
from parley.errors import ConfigurationError
from parley.evaluation import report, run, searching, sets
from parley.evaluation.cases import TASKS, Dialogue, Ears, SearchCase
from parley.languages.base import Language
from parley.settings import Settings


async def evaluate(settings: Settings, options: argparse.Namespace) -> int:
    """Print the table, the misses and the CPU of a message. Raises ConfigurationError for a task nobody knows."""
    if unknown := sorted(set(options.task) - set(TASKS)):
        raise ConfigurationError(f"There is no task {unknown[0]}; there are {', '.join(TASKS)}")
    languages = plugs.instances("parley.languages", Language, key="code")
    codes = sorted(languages) if not options.language else list(options.language)
    chosen = [sets.read(file) for file in options.files] or list(sets.own(tuple(options.task or TASKS)))
    talks = [own for own in chosen if own.task == Dialogue.task]
    shops = [own for own in chosen if own.task == SearchCase.task]
    heard = [own for own in chosen if own not in talks and own not in shops]
    scores = [run.understanding(own, Ears(*ears()), codes) for own in heard]
    milliseconds = run.cpu(scores)
    if talks or shops:
        async with build(settings) as rt:
            for own in talks:
                scores.append(await run.dialogues(own, rt, options.model, codes))
            for own in shops:
                scores += await searching.searches(own, rt, codes)
    most = None if options.misses < 0 else options.misses
    print(report.table(scores, codes))
    if heard:
        print(f"\nCPU of a message: {milliseconds[0]:.2f} ms in the median, {milliseconds[1]:.2f} ms at p99")
    print()
    print(report.misses(scores, most))
    return 0
