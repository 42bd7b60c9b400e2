"""Scores whole talks, held through the real code: each answer by its label and by manners, and the talk's end."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from parley.conversation.receive import receive_message
from parley.conversation.respond import answer_pending
from parley.conversation.turn_json import decode_state
from parley.domain.company import CompanyConfig
from parley.domain.lead import LeadDraft
from parley.domain.messages import InboundMessage
from parley.domain.turn import Answer
from parley.domain.understanding import MessageContext
from parley.evaluation.cases import NluEngine
from parley.evaluation.run import Score
from parley.evaluation.sets import LabelledSet
from parley.evaluation.shops import find_shop, temporary_shop
from parley.evaluation.talk_cases import TalkCase, TalkLead
from parley.evaluation.talk_checks import (
    TalkAnswer,
    TalkSetting,
    describe_setting,
    find_faults,
    find_question,
    normalize_text,
)
from parley.infra.database import fetch_one
from parley.nlu.understand import understand
from parley.runtime import Runtime

_END_SQL = """
SELECT conversations.state, leads.status, leads.contact_info, leads.details,
       (SELECT reason FROM handovers
        WHERE handovers.conversation_id = conversations.id AND handovers.closed_at IS NULL) AS reason
FROM conversations LEFT JOIN leads ON leads.conversation_id = conversations.id
WHERE conversations.id = %(conversation)s
"""


class _Place(NamedTuple):
    """Where a talk stands in its set: a customer of its own holds it."""

    language: str
    number: int
    case: TalkCase


async def score_talks(
    labelled_set: LabelledSet, rt: Runtime, model: str, languages: Iterable[str] = ()
) -> list[Score]:
    """Returns two scores: of talks that are right from beginning to end, and of answers.

    `model`: the shops' model; empty for the built-in one. Each shop is made once, and gone afterwards.
    """
    talks, answers = Score(TalkCase.task, labelled_set.part), Score(f"{TalkCase.task} answers", labelled_set.part)
    for slug, places in _group_by_shop(labelled_set, set(languages)).items():
        shop = find_shop(slug, labelled_set.shops_folder)
        async with temporary_shop(rt, shop, model) as (sandbox, company):
            nlu = NluEngine(sandbox.phrase_matcher, sandbox.date_matcher)
            for place in places:
                setting = describe_setting(nlu, shop, {place.language, place.case.language} - {""})
                await _score_talk(_Listener(sandbox, company, setting), place, talks, answers)
    return [talks, answers]


def _group_by_shop(labelled_set: LabelledSet, languages: set[str]) -> dict[str, list[_Place]]:
    places: defaultdict[str, list[_Place]] = defaultdict(list)
    for language, cases in labelled_set.cases.items():
        if not languages or language in languages:
            for number, case in enumerate(cases):
                assert isinstance(case, TalkCase)
                places[case.shop].append(_Place(language, number, case))
    return places


class _Listener(NamedTuple):
    """Who holds a talk with a shop."""

    rt: Runtime
    company: CompanyConfig
    setting: TalkSetting

    async def say(self, visitor: str, text: str) -> tuple[int, Answer | None]:
        """Writes a message. Returns the conversation, and the answer."""
        async with self.rt.db.direct(self.company.id) as connection:
            inbound = InboundMessage(channel="web", sender_id=visitor, text=text, is_greeted=True, shows_cards=True)
            received = await receive_message(self.rt, connection, self.company, inbound)
        conversation = received.conversation_id
        return conversation, await answer_pending(self.rt, self.company, conversation, lambda _: None)

    async def look(self, conversation: int) -> Any:
        """Returns the row of `_END_SQL` as it is now."""
        async with self.rt.db.direct(self.company.id) as connection:
            return await fetch_one(connection, _END_SQL, {"conversation": conversation})


async def _score_talk(listener: _Listener, place: _Place, talks: Score, answers: Score) -> None:
    """Holds a talk and counts it, and its answers."""
    case, visitor = place.case, f"v_{place.language}_{place.number}"
    heard: list[TalkAnswer] = []
    faults_of_talk: list[str] = []
    draft, end = LeadDraft(), None
    for number, message in enumerate(case.talk, 1):
        conversation, answer = await listener.say(visitor, message.say)
        end = await listener.look(conversation)
        next_draft = decode_state(end.state)
        heard.append(_judged_answer(listener, message.say, answer, draft, next_draft))
        faults = find_faults(message, heard, listener.setting)
        label = f"{case.shop}, {case.about}, {number}: {message.say}"
        answers.record(place.language, label, _tell(faults, heard[-1].text))
        faults_of_talk += [f"answer {number}"] if faults else []
        draft = next_draft
    faults_of_talk += _end_faults(case, place.language, heard[-1], end)
    talks.record(place.language, f"{case.shop}, {case.about}", "; ".join(faults_of_talk))


def _judged_answer(
    listener: _Listener, said: str, answer: Answer | None, before: LeadDraft, after: LeadDraft
) -> TalkAnswer:
    company, nlu = listener.company, listener.setting.nlu
    language = answer.language if answer else company.language
    context = MessageContext(language=language, country=company.country, requested_slot=before.expected_reply)
    contact_before, contact_after = (
        (draft.name, draft.phone, draft.email, draft.partial_phone) for draft in (before, after)
    )
    return TalkAnswer(
        said=said,
        text=answer.text if answer else "",
        language=language,
        asks=find_question(after.expected_reply, answer.text) if answer else "nothing",
        cards=(answer.products or ()) if answer else (),
        understanding=understand(said, context, nlu.matcher),
        gives_contact=contact_before != contact_after,
        hands_over=answer is not None and answer.handover,
        failed=answer is None or answer.failed,
    )


def _tell(faults: list[str], text: str) -> str:
    return f"{'; '.join(faults)} · the answer: «{' / '.join(text.split(chr(10)))}»" if faults else ""


def _holds(piece: str, order: str) -> bool:
    """Tells whether the lines of an order are as a piece of a label says."""
    wanted = piece.removeprefix("!")
    return any(normalize_text(each) in order for each in wanted.split("|")) != piece.startswith("!")


def _order_pairs(lead: TalkLead, end: Any) -> dict[str, tuple[object, object]]:
    """Returns whether the order is told as each piece of the label says, by the words of the fault."""
    told = normalize_text(str((end.details or {}).get("lines", "")))
    return {f"order '{piece}'": (True, _holds(piece, told)) for piece in lead.order}


def _end_faults(case: TalkCase, language: str, last: TalkAnswer, end: Any) -> list[str]:
    """Returns in words how the end of a talk differs from its label."""
    info, lead = end.contact_info or {}, case.lead
    pairs: dict[str, tuple[object, object]] = {"language": (case.language or language, last.language)}
    if lead is not None:
        pairs["name"] = (lead.name, info.get("name", ""))
        pairs["phone"] = (lead.phone, info.get("phone_e164") or info.get("phone", ""))
        pairs["email"] = (lead.email, info.get("email", ""))
        pairs["status"] = (lead.status, end.status or "")
        pairs |= _order_pairs(lead, end)
    if case.handover:
        reason = end.reason or "none"
        expected = reason if case.handover == "any" and end.reason else case.handover
        pairs["handover"] = (expected, reason)
    return [
        f"{name}: {actual or 'nothing'} instead of {expected or 'nothing'}"
        for name, (expected, actual) in pairs.items()
        if expected is not None and expected != actual
    ]
