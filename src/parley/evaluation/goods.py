"""Scores the answers to questions about goods on labelled questions over whole shops, through the real code."""

import re
from collections.abc import Iterable
from contextlib import AsyncExitStack

from parley.domain.company import CompanyConfig
from parley.evaluation.cases import FactCase
from parley.evaluation.run import Score, hold_dialogue
from parley.evaluation.sets import LabelledSet
from parley.evaluation.shops import find_shop, temporary_shop
from parley.runtime import Runtime
from parley.text.sanitize import sanitize_text

_GROUPED_DIGITS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_SPACES = re.compile(r"\s+")


async def score_goods_answers(
    labelled_set: LabelledSet, rt: Runtime, model: str, languages: Iterable[str] = ()
) -> Score:
    """Returns how many answers say what they must and nothing that they must not. `model`: the companies'; empty
    for the built-in one. The shops are made anew and are gone afterwards."""
    score, wanted_languages = Score(labelled_set.task, labelled_set.part), set(languages)
    async with AsyncExitStack() as stack:
        shops: dict[str, tuple[Runtime, CompanyConfig]] = {}
        for language, cases in labelled_set.cases.items():
            if wanted_languages and language not in wanted_languages:
                continue
            for number, case in enumerate(cases):
                assert isinstance(case, FactCase)
                if case.shop not in shops:
                    shop = find_shop(case.shop, labelled_set.shops_folder)
                    shops[case.shop] = await stack.enter_async_context(temporary_shop(rt, shop, model))
                _, answer = await hold_dialogue(*shops[case.shop], case.say, f"v_{language}_{number}")
                mismatch = find_mismatch(case, answer.text if answer else "")
                score.record(language, f"{case.shop}: {' / '.join(case.say)}", mismatch)
    return score


def find_mismatch(case: FactCase, answer: str) -> str:
    """Returns in words what an answer lacks, and what it says and must not; empty where it is right."""
    folded = _fold(answer)
    missing = [each for each in case.has if not any(_fold(option) in folded for option in each.split("|"))]
    wrong = [each for each in case.lacks if any(_fold(option) in folded for option in each.split("|"))]
    if not (missing or wrong):
        return ""
    parts = [f"no {', '.join(missing)}" if missing else "", f"but {', '.join(wrong)}" if wrong else ""]
    return f"{'; '.join(filter(None, parts))}: «{_SPACES.sub(' ', answer)}»"


def _fold(text: str) -> str:
    """Returns a text as it is compared: in small letters, one kind of space, none within a number."""
    spaced = _SPACES.sub(" ", sanitize_text(text).casefold().replace("ё", "е"))
    return _GROUPED_DIGITS.sub("", spaced)
