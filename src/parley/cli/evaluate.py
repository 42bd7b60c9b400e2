"""`parley eval`: how well this parley understands, by labelled sets. A user's own file is judged the same way."""

import argparse

from parley import plugs
from parley.bootstrap import build_runtime, compile_vocabularies
from parley.errors import ConfigurationError
from parley.evaluation import report, run, searching, sets
from parley.evaluation.cases import EVAL_TASKS, DialogueCase, NluEngine, SearchCase
from parley.languages.base import Language
from parley.settings import Settings


async def evaluate(settings: Settings, options: argparse.Namespace) -> int:
    """Print the table, the misses and the CPU of a message. Raises ConfigurationError for a task nobody knows."""
    if unknown := sorted(set(options.task) - set(EVAL_TASKS)):
        raise ConfigurationError(f"There is no task {unknown[0]}; there are {', '.join(EVAL_TASKS)}")
    languages = plugs.find_plugin_instances("parley.languages", Language, name_attribute="code")
    codes = sorted(languages) if not options.language else list(options.language)
    chosen_sets = [sets.load_set(file) for file in options.files] or list(
        sets.load_builtin_sets(tuple(options.task or EVAL_TASKS))
    )
    dialogue_sets = [labelled_set for labelled_set in chosen_sets if labelled_set.task == DialogueCase.task]
    search_sets = [labelled_set for labelled_set in chosen_sets if labelled_set.task == SearchCase.task]
    message_sets = [
        labelled_set
        for labelled_set in chosen_sets
        if labelled_set not in dialogue_sets and labelled_set not in search_sets
    ]
    scores = [
        run.score_understanding(labelled_set, NluEngine(*compile_vocabularies()), codes)
        for labelled_set in message_sets
    ]
    milliseconds = run.cpu_percentiles(scores)
    if dialogue_sets or search_sets:
        async with build_runtime(settings) as rt:
            for labelled_set in dialogue_sets:
                scores.append(await run.score_dialogues(labelled_set, rt, options.model, codes))
            for labelled_set in search_sets:
                scores += await searching.score_searches(labelled_set, rt, codes)
    max_misses = None if options.misses < 0 else options.misses
    print(report.format_score_table(scores, codes))
    if message_sets:
        print(f"\nCPU of a message: {milliseconds[0]:.2f} ms in the median, {milliseconds[1]:.2f} ms at p99")
    print()
    print(report.format_misses(scores, max_misses))
    return 0
