"""Scores whole orders of an internet provider's customers, held through the real code with the demo company."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from parley.domain.company import CompanyConfig
from parley.evaluation.cases import OrderCase, format_mismatch
from parley.evaluation.run import Score, hold_dialogue
from parley.evaluation.sets import LabelledSet
from parley.evaluation.shops import find_shop, temporary_shop
from parley.infra.database import fetch_one
from parley.languages.registry import find_languages
from parley.runtime import Runtime

# A Monday; the days of a set are counted from it.
ORDER_TIME = datetime(2025, 11, 17, 12, tzinfo=ZoneInfo("Europe/Moscow"))
_DEMO_SLUG = "aida"
_LEAD_SQL = "SELECT status, details FROM leads WHERE conversation_id = %(conversation)s"


async def score_orders(labelled_set: LabelledSet, rt: Runtime, model: str, languages: Iterable[str] = ()) -> Score:
    """Returns the score of a set of orders; nothing stays in the database.

    `model`: the company's model; empty for the built-in one.
    """
    score, wanted_languages = Score(labelled_set.task, labelled_set.part), set(languages)
    async with temporary_shop(rt, find_shop(_DEMO_SLUG), model) as (sandbox, company):
        sandbox.clock = lambda: ORDER_TIME
        for language, cases in labelled_set.cases.items():
            if wanted_languages and language not in wanted_languages:
                continue
            for number, case in enumerate(cases):
                assert isinstance(case, OrderCase)
                mismatch = await _order_mismatch(sandbox, company, case, f"v_{language}_{number}")
                score.record(language, " / ".join(case.say), mismatch)
    return score


async def _order_mismatch(rt: Runtime, company: CompanyConfig, case: OrderCase, visitor: str) -> str:
    conversation, answer = await hold_dialogue(rt, company, case.say, visitor)
    async with rt.db.direct(company.id) as connection:
        lead = await fetch_one(connection, _LEAD_SQL, {"conversation": conversation})
    order = lead.details.get("order", {})
    pairs: dict[str, tuple[object, object]] = {"status": (case.status, lead.status)}
    pairs |= {key: (expected, order.get(key)) for key, expected in case.order.items()}
    if case.offers_person is not None:
        suggestions = answer.suggestions if answer else ()
        offers = {language.replies.button_human for language in find_languages().values()}
        pairs["offers_person"] = (case.offers_person, not offers.isdisjoint(suggestions))
    return format_mismatch(pairs)
