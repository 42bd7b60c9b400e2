"""Questions that the company's data does not answer, counted for the owner to write down what is missing.

Customers write them, so no more of a question is kept than tells what is missing: no number, no address, no name.
And so few are kept of a company that nobody can fill the disk: the least asked make room.
"""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.infra.database import DriverConnection
from parley.infra.redaction import redact_personal_data, redact_secrets
from parley.models import UnansweredQuestion
from parley.nlu.addresses.extract import extract_address
from parley.nlu.contacts.vocabulary import compile_contact_terms, is_first_name
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.text.normalize import normalize_word
from parley.text.tokenize import normalized_words, tokenize

MAX_QUESTIONS_PER_COMPANY = 500
_MAX_QUESTION_CHARS = 200
_BLOT = "***"
_HANDLE = re.compile(r"@\w+")
_LONG_NUMBER = re.compile(r"\d(?:[ ()\-.\u00a0]?\d){3,}")
_NUMBER = re.compile(r"\d+")
_BLOTS = re.compile(r"\*{3}(?:[\s,.]*\*{3})+")
_EDGES = " \t\n?!.,;:…«»\"'()-–—"

_COUNT = """
INSERT INTO unanswered_questions (company_id, question, language, first_asked_at, last_asked_at)
VALUES (%(company)s, %(question)s, %(language)s, %(at)s, %(at)s)
ON CONFLICT (company_id, language, question) DO UPDATE
    SET times = unanswered_questions.times + 1, last_asked_at = excluded.last_asked_at
"""
_DROP_SURPLUS = """
DELETE FROM unanswered_questions WHERE id IN (
    SELECT id FROM unanswered_questions WHERE question <> %(question)s ORDER BY times, last_asked_at, id
    LIMIT greatest((SELECT count(*) FROM unanswered_questions) - %(most)s, 0)
)
"""


def normalize_question(text: str, names: Collection[str], matcher: PhraseMatcher) -> str:
    """Returns a question as it is kept: in small letters, in one line, personal data blotted out; empty where
    nothing is left of it. `names`: the customer's own, as far as known."""
    address = extract_address(text)
    if address:
        text = _NUMBER.sub(_BLOT, text.replace(address.text, _BLOT) if address.text else text)
    text = _HANDLE.sub(_BLOT, redact_personal_data(redact_secrets(text)))
    text = _blot_names(_LONG_NUMBER.sub(_BLOT, text), names, matcher)
    text = _BLOTS.sub(_BLOT, " ".join(text.lower().split())).strip(_EDGES)[:_MAX_QUESTION_CHARS]
    return text if any(char.isalpha() for char in text) else ""


def _blot_names(text: str, names: Collection[str], matcher: PhraseMatcher) -> str:
    """Returns the text without the customer's name, and without what is written like a first name and is one."""
    known = {word for name in names for word in normalized_words(name)}
    terms = compile_contact_terms(matcher)
    tokenized = tokenize(text)
    pieces, end = [], 0
    for token in tokenized.tokens:
        is_name = token.normalized in known or (
            token.text[:1].isupper() and is_first_name(normalize_word(token.text), terms)
        )
        pieces += [tokenized.text[end : token.start], _BLOT if is_name else token.text]
        end = token.end
    return "".join([*pieces, tokenized.text[end:]])


async def count_unanswered(
    connection: DriverConnection,
    company_id: int,
    question: str,
    language: str,
    at: datetime,
    *,
    most: int = MAX_QUESTIONS_PER_COMPANY,
) -> None:
    """Counts a question (`normalize_question`) that nothing answered. The connection is in the company's scope.
    `most`: how many questions of the company are kept."""
    params = {"company": company_id, "question": question, "language": language, "at": at}
    await connection.execute(_COUNT, params)
    await connection.execute(_DROP_SURPLUS, {"question": question, "most": most})


async def list_unanswered(session: AsyncSession, limit: int) -> list[dict[str, Any]]:
    """Returns the questions of the session's company ready for JSON, what was asked most, and last, first."""
    query = (
        select(UnansweredQuestion)
        .order_by(UnansweredQuestion.times.desc(), UnansweredQuestion.last_asked_at.desc(), UnansweredQuestion.id)
        .limit(limit)
    )
    return [
        {
            "question": row.question,
            "language": row.language,
            "times": row.times,
            "first_asked_at": row.first_asked_at.isoformat(),
            "last_asked_at": row.last_asked_at.isoformat(),
        }
        for row in await session.scalars(query)
    ]
