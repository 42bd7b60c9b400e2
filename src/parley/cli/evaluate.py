"""`parley eval`: scores how well this parley understands, by labelled sets of its own or of a user."""

import argparse
from collections.abc import Sequence

from parley.bootstrap import build_runtime, compile_vocabularies
from parley.errors import ConfigurationError
from parley.evaluation import goods, ordering, report, run, searching, sets, talks, topics
from parley.evaluation.cases import (
    CASE_TYPES,
    EVAL_TASKS,
    DialogueCase,
    FactCase,
    NluEngine,
    OrderCase,
    SearchCase,
    TopicCase,
)
from parley.evaluation.run import Score
from parley.evaluation.sets import LabelledSet
from parley.evaluation.talk_cases import TalkCase
from parley.languages.registry import find_languages
from parley.settings import Settings


async def evaluate(settings: Settings, options: argparse.Namespace) -> int:
    """Prints the table of scores, the CPU of a message and the misses. Raises ConfigurationError for an unknown
    task and for a labelled set that cannot be read."""
    labelled_sets = _load_sets(options)
    codes = list(options.language) or list(find_languages())
    message_sets = [labelled_set for labelled_set in labelled_sets if labelled_set.task in CASE_TYPES]
    conversation_sets = [labelled_set for labelled_set in labelled_sets if labelled_set.task not in CASE_TYPES]
    message_scores = [
        run.score_understanding(labelled_set, NluEngine(*compile_vocabularies()), codes)
        for labelled_set in message_sets
    ]
    scores = message_scores + await _score_in_database(settings, conversation_sets, options.model, codes)
    print(report.format_score_table(scores, codes))
    if message_sets:
        median, slowest = run.cpu_percentiles(message_scores)
        print(f"\nCPU of a message: {median:.2f} ms in the median, {slowest:.2f} ms at p99")
    print()
    print(report.format_misses(scores, None if options.misses < 0 else options.misses))
    return 0


def _load_sets(options: argparse.Namespace) -> list[LabelledSet]:
    """Returns the user's own sets, else parley's of the wanted tasks."""
    if unknown := sorted(set(options.task) - set(EVAL_TASKS)):
        raise ConfigurationError(f"There is no task {unknown[0]}; there are {', '.join(EVAL_TASKS)}")
    if options.files:
        return [sets.load_set(file) for file in options.files]
    parts = (options.part,) if options.part else tuple(sets.PART_FOLDERS)
    return list(sets.load_builtin_sets(tuple(options.task or EVAL_TASKS), parts))


async def _score_in_database(
    settings: Settings, labelled_sets: Sequence[LabelledSet], model: str, codes: Sequence[str]
) -> list[Score]:
    """Scores whole dialogues, then talks, orders, searches, answers about goods and everyday questions."""
    scores: list[Score] = []
    if not labelled_sets:
        return scores
    async with build_runtime(settings) as rt:
        for labelled_set in labelled_sets:
            if labelled_set.task == DialogueCase.task:
                scores.append(await run.score_dialogues(labelled_set, rt, model, codes))
        for labelled_set in labelled_sets:
            if labelled_set.task == TalkCase.task:
                scores += await talks.score_talks(labelled_set, rt, model, codes)
        for labelled_set in labelled_sets:
            if labelled_set.task == OrderCase.task:
                scores.append(await ordering.score_orders(labelled_set, rt, model, codes))
        for labelled_set in labelled_sets:
            if labelled_set.task == SearchCase.task:
                scores += await searching.score_searches(labelled_set, rt, codes)
        for labelled_set in labelled_sets:
            if labelled_set.task == FactCase.task:
                scores.append(await goods.score_goods_answers(labelled_set, rt, model, codes))
        for labelled_set in labelled_sets:
            if labelled_set.task == TopicCase.task:
                scores.append(await topics.score_topics(labelled_set, rt, model, codes))
    return scores
