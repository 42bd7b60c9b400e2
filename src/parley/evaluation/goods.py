"""Scores the answers to questions about goods on labelled questions over whole shops, through the real code."""

import re
from collections.abc import Iterable
from contextlib import AsyncExitStack

from parley.conversation.receive import receive_message
from parley.conversation.respond import answer_pending
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.evaluation.cases import FactCase
from parley.evaluation.run import Score
from parley.evaluation.sets import LabelledSet
from parley.evaluation.shops import find_shop, temporary_shop
from parley.runtime import Runtime
from parley.tenants.config import load_config
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
                    sandbox, company_id = await stack.enter_async_context(temporary_shop(rt, shop, model))
                    shops[case.shop] = sandbox, await _load(sandbox, company_id)
                answer = await _last_answer(*shops[case.shop], case, f"v_{language}_{number}")
                score.record(language, f"{case.shop}: {' / '.join(case.say)}", find_mismatch(case, answer))
    return score


async def _load(rt: Runtime, company_id: int) -> CompanyConfig:
    async with rt.db.scoped(company_id) as session:
        company = await load_config(session, company_id)
    assert company is not None
    return company


async def _last_answer(rt: Runtime, company: CompanyConfig, case: FactCase, visitor: str) -> str:
    text = ""
    for message in case.say:
        async with rt.db.direct(company.id) as connection:
            inbound = InboundMessage(channel="web", sender_id=visitor, text=message)
            conversation = (await receive_message(rt, connection, company, inbound)).conversation_id
        answer = await answer_pending(rt, company, conversation, lambda _: None)
        text = answer.text if answer else ""
    return text


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
