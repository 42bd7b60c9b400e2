"""Scores parley on labelled sets: what it understands, and how whole conversations end."""

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from uuid import uuid4

from sqlalchemy import update

from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.conversation.receive import receive_message
from parley.conversation.respond import answer_pending
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.domain.turn import Answer
from parley.evaluation.cases import Case, DialogueCase, NluEngine, format_mismatch
from parley.evaluation.sets import LabelledSet
from parley.infra.database import fetch_one
from parley.models import Profile
from parley.runtime import Runtime
from parley.tenants.config import load_config

_LEAD_SQL = """
SELECT leads.status, leads.contact_info, conversations.language
FROM leads JOIN conversations ON conversations.id = leads.conversation_id
WHERE leads.conversation_id = %(conversation)s
"""


@dataclass(frozen=True, slots=True)
class Miss:
    """A case that was not understood as it should be."""

    language: str
    text: str
    #: what was understood instead of what
    mismatch: str


@dataclass(slots=True)
class Score:
    """The score of one set."""

    task: str
    part: str
    #: (right cases, all cases) of each language
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    #: seconds of CPU that each case took
    seconds: list[float] = field(default_factory=list)

    def record(self, language: str, text: str, mismatch: str) -> None:
        """Counts a case; it is right when `mismatch` is empty."""
        right, all_ = self.counts.get(language, (0, 0))
        self.counts[language] = right + (not mismatch), all_ + 1
        if mismatch:
            self.misses.append(Miss(language, text, mismatch))

    def accuracy(self, language: str = "") -> float | None:
        """Returns the share of right answers, 0…1, of one language or of all; None where there is no case."""
        chosen = [self.counts[language]] if language in self.counts else [] if language else self.counts.values()
        right, all_ = (sum(numbers) for numbers in zip(*chosen, strict=True)) if chosen else (0, 0)
        return right / all_ if all_ else None


def score_understanding(labelled_set: LabelledSet, nlu: NluEngine, languages: Iterable[str] = ()) -> Score:
    """Returns the score of a set that needs no conversation; of all languages when none is given.

    Every case is understood twice, and the second time is measured: the first may fill caches.
    """
    score, wanted_languages = Score(labelled_set.task, labelled_set.part), set(languages)
    for language, cases in labelled_set.cases.items():
        if wanted_languages and language not in wanted_languages:
            continue
        for case in cases:
            assert isinstance(case, Case)
            case.mismatch(nlu, language)
            started = time.process_time()
            mismatch = case.mismatch(nlu, language)
            score.seconds.append(time.process_time() - started)
            score.record(language, case.say, mismatch)
    return score


def cpu_percentiles(scores: Iterable[Score]) -> tuple[float, float]:
    """Returns milliseconds of CPU a message: the median, and what 99 of 100 stay below."""
    seconds = [case_seconds for score in scores for case_seconds in score.seconds] or [0.0, 0.0]
    return median(seconds) * 1000, quantiles(seconds, n=100)[98] * 1000


async def score_dialogues(
    labelled_set: LabelledSet, rt: Runtime, model: str, languages: Iterable[str] = ()
) -> Score:
    """Returns the score of a set of whole conversations, held through the real code; nothing stays in the database.

    `model`: the company's model; empty for the built-in one.
    """
    score, wanted_languages = Score(labelled_set.task, labelled_set.part), set(languages)
    for language, cases in labelled_set.cases.items():
        if wanted_languages and language not in wanted_languages:
            continue
        # A company each: within one transaction all that was written and changed before is read again and again.
        async with _temporary_company(rt, model) as (sandbox, company):
            for number, dialogue in enumerate(cases):
                assert isinstance(dialogue, DialogueCase)
                mismatch = await _dialogue_mismatch(sandbox, company, dialogue, f"v_{language}_{number}")
                score.record(language, " / ".join(dialogue.say), mismatch)
    return score


@asynccontextmanager
async def _temporary_company(rt: Runtime, model: str) -> AsyncIterator[tuple[Runtime, CompanyConfig]]:
    """A company that is gone afterwards, with all its conversations."""
    async with rt.db.sandbox() as db:
        sandbox = assemble_runtime(rt.settings, db, rt.queue, rt.http)
        created = await manage.add_company(sandbox, name="Eval (demo)", subdomain=f"eval-{uuid4().hex[:8]}")
        async with db.scoped(created["id"]) as session:
            await session.execute(update(Profile).values(model=model or "builtin"))
            company = await load_config(session, created["id"])
        assert company is not None
        yield sandbox, company


async def hold_dialogue(
    rt: Runtime, company: CompanyConfig, messages: Iterable[str], visitor: str
) -> tuple[int, Answer | None]:
    """Sends a visitor's messages one by one, each answered before the next. Returns the conversation's id and the
    last answer."""
    conversation, answer = 0, None
    for text in messages:
        async with rt.db.direct(company.id) as connection:
            inbound = InboundMessage(channel="web", sender_id=visitor, text=text)
            conversation = (await receive_message(rt, connection, company, inbound)).conversation_id
        answer = await answer_pending(rt, company, conversation, lambda _: None)
    return conversation, answer


async def _dialogue_mismatch(rt: Runtime, company: CompanyConfig, dialogue: DialogueCase, visitor: str) -> str:
    conversation, _ = await hold_dialogue(rt, company, dialogue.say, visitor)
    async with rt.db.direct(company.id) as connection:
        lead = await fetch_one(connection, _LEAD_SQL, {"conversation": conversation})
    info = lead.contact_info
    expectations = {
        "name": (dialogue.name, info.get("name", "")),
        "phone": (dialogue.phone, info.get("phone_e164") or info.get("phone", "")),
        "email": (dialogue.email, info.get("email", "")),
        "handle": (dialogue.handle, info.get("handle", {}).get("name", "")),
        "status": (dialogue.status, lead.status),
        "language": (dialogue.language, lead.language),
    }
    return format_mismatch(expectations)
