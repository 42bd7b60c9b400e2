"""Words what was found for the questions of a message: each in its turn, what nobody knows once and at the end."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from parley.domain.prompt_context import PromptContext
from parley.domain.search_results import Opening, PassageHit
from parley.languages.base import Replies

_MAX_QUOTED_CHARS = 100

WordResults = Callable[[PromptContext, Replies], str]


def answers_in_order(context: PromptContext, replies: Replies, word_results: WordResults) -> str:
    """Returns the answers to all questions of a message, in their order; empty where nothing was found.

    `word_results` words what was found for one question.
    """
    results = context.results
    if not results.parts:
        return word_results(context, replies)
    texts = [word_results(replace(context, results=part), replies) for part in results.parts]
    told = [text for text in dict.fromkeys(texts) if text and not any(text in other != text for other in texts)]
    if told and results.unanswered:
        told.append(replies.unanswered.format(questions=_quote_all(results.unanswered)))
    return "\n\n".join(told)


def passage_text(hit: PassageHit, language: str, replies: Replies) -> str:
    """Returns the answer of a passage; one in another language than `language` is introduced and quoted. Of opening
    hours it is said first whether it is open now, where that was asked."""
    if hit.opening:
        return opening_text(hit.opening, replies)
    if hit.info_topic:
        return _info_templates(replies)[hit.info_topic].format(value=hit.answer.rstrip("."))
    if hit.language and hit.language != language:
        return replies.quoted_document.format(text=hit.answer)
    return hit.answer


def opening_text(opening: Opening, replies: Replies) -> str:
    """Returns whether the company is open at this moment, and until or from when."""
    if opening.is_open:
        return replies.open_until.format(time=opening.time) if opening.time else replies.open_all_day
    days = (replies.today, replies.tomorrow)
    day = days[opening.days_ahead] if opening.days_ahead < len(days) else replies.opening_days[opening.weekday]
    return replies.closed_until.format(day=day, time=opening.time)


def _info_templates(replies: Replies) -> Mapping[str, str]:
    return {"hours": replies.info_hours, "address": replies.info_address, "contacts": replies.info_contacts}


def _quote_all(questions: Iterable[str]) -> str:
    return ", ".join(
        [f"«{' '.join(question.split())[:_MAX_QUOTED_CHARS].rstrip('?!., ')}»" for question in questions]
    )
