"""Hold parley against labelled sets: what it understands, and where whole talks end."""

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from uuid import uuid4

from sqlalchemy import update

from parley.bootstrap import assemble
from parley.companies import manage
from parley.conversation.receive import receive
from parley.conversation.respond import respond
from parley.domain.company import CompanyConfig
from parley.domain.messages import Inbound
from parley.evaluation.cases import Case, Dialogue, Ears
from parley.evaluation.sets import LabelledSet
from parley.infra.database import one
from parley.models import Profile
from parley.runtime import Runtime
from parley.tenants.config import config

_LEAD = """
SELECT leads.status, leads.contact_info, conversations.language
FROM leads JOIN conversations ON conversations.id = leads.conversation_id
WHERE leads.conversation_id = %(conversation)s
"""


@dataclass(frozen=True, slots=True)
class Miss:
    language: str
    said: str
    instead: str


@dataclass(slots=True)
class Score:
    """One set. `counts`: (right, all) of each language. `seconds`: CPU of each case."""

    task: str
    part: str
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, language: str, said: str, instead: str) -> None:
        right, all_ = self.counts.get(language, (0, 0))
        self.counts[language] = right + (not instead), all_ + 1
        if instead:
            self.misses.append(Miss(language, said, instead))

    def share(self, language: str = "") -> float | None:
        """Right answers of all, 0…1; None where there is nothing."""
        chosen = [self.counts[language]] if language in self.counts else [] if language else self.counts.values()
        right, all_ = (sum(numbers) for numbers in zip(*chosen, strict=True)) if chosen else (0, 0)
        return right / all_ if all_ else None


def understanding(own: LabelledSet, ears: Ears, languages: Iterable[str] = ()) -> Score:
    """Every case of a set that needs no conversation. Each is heard twice: the first time may load tables."""
    score, wanted = Score(own.task, own.part), set(languages)
    for language, cases in own.cases.items():
        if wanted and language not in wanted:
            continue
        for case in cases:
            assert isinstance(case, Case)
            case.missed(ears, language)
            begun = time.process_time()
            instead = case.missed(ears, language)
            score.seconds.append(time.process_time() - begun)
            score.add(language, case.say, instead)
    return score


def cpu(scores: Iterable[Score]) -> tuple[float, float]:
    """Milliseconds a message: the median, and what 99 of 100 stay below."""
    seconds = [each for score in scores for each in score.seconds] or [0.0, 0.0]
    return median(seconds) * 1000, quantiles(seconds, n=100)[98] * 1000


async def dialogues(own: LabelledSet, rt: Runtime, model: str, languages: Iterable[str] = ()) -> Score:
    """Every talk of a set, through the real conversation. Nothing of it stays in the database."""
    score, wanted = Score(own.task, own.part), set(languages)
    async with _shop(rt, model) as (trying, company):
        for language, cases in own.cases.items():
            if wanted and language not in wanted:
                continue
            for number, dialogue in enumerate(cases):
                assert isinstance(dialogue, Dialogue)
                instead = await _missed(trying, company, dialogue, f"v_{language}_{number}")
                score.add(language, " / ".join(dialogue.say), instead)
    return score


@asynccontextmanager
async def _shop(rt: Runtime, model: str) -> AsyncIterator[tuple[Runtime, CompanyConfig]]:
    """A company that is gone afterwards, with all its talks."""
    async with rt.db.undone() as db:
        trying = assemble(rt.settings, db, rt.jobs, rt.http)
        made = await manage.create(trying, name="Eval (demo)", subdomain=f"eval-{uuid4().hex[:8]}")
        async with db.scoped(made["id"]) as session:
            await session.execute(update(Profile).values(model=model or "builtin"))
            company = await config(session, made["id"])
        assert company is not None
        yield trying, company


async def _missed(rt: Runtime, company: CompanyConfig, dialogue: Dialogue, visitor: str) -> str:
    conversation = 0
    for text in dialogue.say:
        async with rt.db.direct(company.id) as connection:
            inbound = Inbound(channel="web", sender=visitor, text=text)
            conversation = (await receive(rt, connection, company, inbound)).conversation_id
        await respond(rt, company, conversation, lambda _: None)
    async with rt.db.direct(company.id) as connection:
        lead = await one(connection, _LEAD, {"conversation": conversation})
    info = lead.contact_info
    known = {
        "name": (dialogue.name, info.get("name", "")),
        "phone": (dialogue.phone, info.get("phone_e164") or info.get("phone", "")),
        "status": (dialogue.status, lead.status),
        "language": (dialogue.language, lead.language),
    }
    return "; ".join(
        f"{what}: {heard or 'nothing'} instead of {right or 'nothing'}"
        for what, (right, heard) in known.items()
        if right != heard
    )
