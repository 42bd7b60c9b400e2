"""Counts what an answer had to leave open, once a conversation."""

from contextlib import suppress

from parley.documents.unanswered import count_unanswered, normalize_question
from parley.domain.lead import LeadDraft
from parley.domain.turn import Answer, Turn
from parley.errors import Unavailable
from parley.runtime import Runtime


async def note_unanswered(rt: Runtime, turn: Turn, answer: Answer, draft: LeadDraft) -> None:
    """Counts the questions that an answer says nobody knows; what this customer asked before is not counted again.
    The answer is saved already: a database that is away costs the count and nothing else."""
    if not answer.unanswered:
        return
    names = [draft.name] if draft.name else []
    asked_before = {
        normalize_question(line.text, names, rt.phrase_matcher) for line in turn.history if line.role == "user"
    }
    questions = {normalize_question(text, names, rt.phrase_matcher) for text in answer.unanswered}
    with suppress(Unavailable):
        async with rt.db.direct(turn.company.id) as connection:
            for question in sorted(questions - asked_before - {""}):
                await count_unanswered(connection, turn.company.id, question, answer.language, rt.clock())
