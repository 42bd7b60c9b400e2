"""Scores the answers to everyday questions (hours, delivery, warranty, …) over demo companies and small shops."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from parley.domain.turn import Answer
from parley.evaluation.cases import TopicCase
from parley.evaluation.run import Score, hold_dialogue
from parley.evaluation.sets import LabelledSet
from parley.evaluation.shops import find_shop, temporary_shop
from parley.runtime import Runtime

_SPACE = re.compile(r"\s+")
_SPACE_IN_NUMBER = re.compile(r"(?<=\d) (?=\d)")


async def score_topics(
    labelled_set: LabelledSet, rt: Runtime, model: str = "", languages: Iterable[str] = ()
) -> Score:
    """Returns how many talks end in the answer they should; the shops are made anew and are gone afterwards.

    `model`: the companies' model; empty for the built-in one.
    """
    score, wanted_languages = Score(labelled_set.task, labelled_set.part), set(languages)
    cases_by_shop: dict[str, list[tuple[str, TopicCase]]] = {}
    for language, cases in labelled_set.cases.items():
        for case in cases:
            assert isinstance(case, TopicCase)
            if not wanted_languages or language in wanted_languages:
                cases_by_shop.setdefault(case.shop, []).append((language, case))
    for slug, shop_cases in cases_by_shop.items():
        shop = find_shop(slug, labelled_set.shops_folder)
        async with temporary_shop(rt, shop, model) as (sandbox, company):
            for number, (language, case) in enumerate(shop_cases):
                _, answer = await hold_dialogue(sandbox, company, case.talk, f"v_{language}_{number}")
                score.record(language, f"{slug}: {case.say}", topic_mismatch(case, answer))
    return score


def topic_mismatch(case: TopicCase, answer: Answer | None) -> str:
    """Returns in words what the answer lacks or should not say, with the answer; empty where it is right."""
    if answer is None:
        return "no answer"
    text, cards = _fold(answer.text), _fold(_card_text(answer.products or ()))
    missing = [wanted for wanted in case.has if _find_any(text, wanted) < 0 and _find_any(cards, wanted) < 0]
    unwanted = [words for words in case.lacks if _fold(words) in text]
    faults = [
        f"lacks {', '.join(missing)}" if missing else "",
        f"says {', '.join(unwanted)}" if unwanted else "",
        "" if not case.in_order or _are_in_order(text, case.has) else "not in order",
    ]
    told = "; ".join(filter(None, faults))
    return f"{told}: {answer.text!r}" if told else ""


def _are_in_order(text: str, expected: Iterable[str]) -> bool:
    """Returns whether what the text has of the expected stands there in its order."""
    places = [place for wanted in expected if (place := _find_any(text, wanted)) >= 0]
    return places == sorted(places)


def _find_any(text: str, wanted: str) -> int:
    """Returns where one of the alternatives stands first; -1 where none does."""
    places = [text.find(_fold(alternative)) for alternative in wanted.split("|")]
    return min((place for place in places if place >= 0), default=-1)


def _card_text(products: Iterable[Mapping[str, Any]]) -> str:
    return " ".join(f"{product.get('name')} {product.get('price')}" for product in products)


def _fold(text: str) -> str:
    return _SPACE_IN_NUMBER.sub("", _SPACE.sub(" ", text.lower()))
