"""The model that is always there: no key, no network. It words what the context says, in every language.

It is told nothing the providers are not told, and invents nothing: what search did not find, it does not know.
"""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from typing import ClassVar

from parley.domain.lead import DialogueAct, NextMove, Reaction
from parley.domain.prompt_context import PromptContext
from parley.languages.base import Language, Replies
from parley.llm.answers import answers_in_order, passage_text
from parley.llm.base import LLM, AnswerDelta, CompletionRequest
from parley.llm.builtin_facts import word_facts
from parley.llm.builtin_parts import (
    ACTS_SAID_ALONE,
    goods_text,
    next_move_text,
    not_again,
    reaction_text,
    unsaid,
)

# A shorter beginning is a greeting.
_MIN_ANSWER_CHARS = 60


class BuiltinModel(LLM):
    """Words answers from the language files. Wants `CompletionRequest.prompt_context`."""

    name: ClassVar[str] = "builtin"

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = languages

    async def complete(self, request: CompletionRequest) -> AsyncIterator[AnswerDelta]:
        """Streams the answer word by word. Raises ValueError for a request without a prompt context."""
        if request.prompt_context is None:
            raise ValueError("the built-in model answers from a prompt context")
        language = self._languages.get(request.prompt_context.language) or self._languages["en"]
        text = compose_builtin_answer(request.prompt_context, language.replies)
        for piece in re.findall(r"\S+\s*|\s+", text):
            yield AnswerDelta(text=piece)


def compose_builtin_answer(context: PromptContext, replies: Replies) -> str:
    """Returns the whole answer: what was asked for first, then the step, one question at most. Where another model
    had begun to answer, only what is left to say."""
    if context.already_said:
        return _rest_of_answer(context, replies)
    if context.one_sentence:
        return "" if context.closing_text else context.flow_answer or _one_sentence_text(context, replies)
    if context.is_scripted:
        return _text_before_question(context, replies)
    parts = [
        _greeting_text(context, replies),
        reaction_text(context, replies),
        _answer_text(context, replies),
        "" if context.act in ACTS_SAID_ALONE else context.order_note,
        _act_text(context, replies),
    ]
    return "\n\n".join(part for part in parts if part) or unsaid(replies, "did_not_understand", context)


def _rest_of_answer(context: PromptContext, replies: Replies) -> str:
    """Returns what a broken answer still lacks: the facts, where it only just began, and what code asks for."""
    if context.one_sentence:
        return ""
    parts = []
    if len(context.already_said.strip()) < _MIN_ANSWER_CHARS and not context.is_answered_by_closing:
        parts.append(context.flow_answer or _answer_text(context, replies))
    if not context.is_scripted and context.act not in (DialogueAct.ANSWER, DialogueAct.ALREADY_CONFIRMED):
        parts.append(_act_text(context, replies))
    return "\n\n".join(filter(None, parts))


def _text_before_question(context: PromptContext, replies: Replies) -> str:
    """Returns the answer to what was asked, or nothing, where a flow asks the question itself."""
    greeting, reaction = _greeting_text(context, replies), reaction_text(context, replies)
    body = ""
    if not context.closing_text:
        body = context.flow_answer or _answer_text(context, replies) or _act_text(context, replies)
    elif context.flow_answer or not _needs_no_answer(context):
        body = context.flow_answer or _answer_text(context, replies)
    return "\n\n".join(filter(None, (greeting, reaction, body)))


def _needs_no_answer(context: PromptContext) -> bool:
    return (
        context.is_answered_by_closing
        or context.understanding.refuses_contact
        or context.act in (DialogueAct.POSTPONED, DialogueAct.ALREADY_CONFIRMED)
    )


def _greeting_text(context: PromptContext, replies: Replies) -> str:
    """Returns the greeting: who speaks is said once, and not where the page said it, nor before an apology."""
    understanding = context.understanding
    if context.act in ACTS_SAID_ALONE:
        return ""
    introduces = context.reaction is Reaction.INTRODUCE
    if context.is_first_answer and not (context.is_greeted or introduces or understanding.needs_human):
        return replies.greeting.format(company=context.company_name)
    was_said = any(replies.hello in text for text in context.said_before)
    return replies.hello if understanding.greeting and not was_said else ""


def _answer_text(context: PromptContext, replies: Replies) -> str:
    """Returns the answer to what was asked, from the company's data or not at all."""
    results = context.results
    if context.act in ACTS_SAID_ALONE:
        return ""
    if context.understanding.needs_human:
        return passage_text(results.passages[0], context.language, replies) if results.passages else ""
    if text := answers_in_order(context, replies, _results_text):
        return not_again(text, context, replies)
    if context.act in (DialogueAct.CONFIRM, DialogueAct.ASK_CORRECTION):
        return ""
    return _no_answer_text(context, replies)


def _results_text(context: PromptContext, replies: Replies) -> str:
    """Returns what was found; empty where nothing was."""
    results = context.results
    if results.facts:
        return word_facts(results.facts, replies, context.language)
    if results.products:
        return goods_text(context, replies)
    if results.passages:
        return passage_text(results.passages[0], context.language, replies)
    return replies.categories.format(categories=", ".join(results.categories)) if results.categories else ""


def _no_answer_text(context: PromptContext, replies: Replies) -> str:
    """Returns that the company's data says nothing to it, where something was asked."""
    asks = context.act not in (DialogueAct.ASK_NAME, DialogueAct.ASK_PHONE)
    name = _no_answer_reply(context, replies)
    return unsaid(replies, name, context, asks=asks) if name else ""


def _no_answer_reply(context: PromptContext, replies: Replies) -> str:
    """Returns the reply (a field of `Replies`) that says so; empty where nothing was asked."""
    understanding = context.understanding
    if context.order_note or context.next_move is NextMove.ASK_WHICH:
        return ""
    asks_how_to_order = understanding.ready_to_order and not understanding.content_words  # "как заказать?"
    if context.is_unanswered and not asks_how_to_order:
        if context.results.is_product_query:
            return "products_not_found"
        return "not_found_noted" if context.is_handed_over else "not_found"
    if context.reaction or understanding.greeting:
        return ""
    if context.act is DialogueAct.ALREADY_CONFIRMED:
        return "already_confirmed"
    return "did_not_understand" if context.act is DialogueAct.ANSWER and understanding.search_text else ""


def _act_text(context: PromptContext, replies: Replies) -> str:
    """Returns the words of the step that the answer ends with."""
    return _ACT_TEXTS.get(context.act, _continuation_text)(context, replies)


def _read_back_text(context: PromptContext, replies: Replies) -> str:
    return replies.read_back_contact_of(context.name, context.phone, context.addresses, context.contact)


def _ask_name_text(context: PromptContext, replies: Replies) -> str:
    if context.addresses:
        return replies.contact_noted_ask_name.format(contact=context.contact)
    if context.phone:
        return replies.phone_noted_ask_name.format(phone=context.phone)
    return replies.ask_name_again if context.is_repeated_request else replies.ask_name


def _ask_phone_text(context: PromptContext, replies: Replies) -> str:
    invalid_phone = context.understanding.invalid_phone
    return replies.ask_for_phone(context.name, invalid_phone, is_repeated=context.is_repeated_request)


def _continuation_text(context: PromptContext, replies: Replies) -> str:
    """Returns the question that leads on; none behind words that were not understood."""
    is_lost = context.next_move is NextMove.ASK_NEED and bool(_no_answer_reply(context, replies))
    return "" if is_lost else next_move_text(context, replies)


def _one_sentence_text(context: PromptContext, replies: Replies) -> str:
    """Returns the most important thing only, to be spoken."""
    results = context.results
    if context.act in (
        DialogueAct.ANSWER,
        DialogueAct.ASK_NAME,
        DialogueAct.ASK_PHONE,
        DialogueAct.ALREADY_CONFIRMED,
    ):
        if results.facts:
            return word_facts(results.facts[:1], replies, context.language).split("\n")[0]
        if results.products:
            hit = results.products[0]
            if hit.price:
                return replies.one_sentence_product.format(name=hit.name, price=hit.price)
            return replies.product_without_price.format(name=hit.name)
        if results.passages:
            return passage_text(results.passages[0], context.language, replies)
        if results.is_product_query:
            return replies.products_not_found
        if context.is_first_answer and not context.understanding.search_text:
            return replies.ask_need
    return _act_text(context, replies) or _answer_text(context, replies) or replies.ask_need


def _no_text(_: PromptContext, __: Replies) -> str:
    return ""


_ACT_TEXTS: Mapping[DialogueAct, Callable[[PromptContext, Replies], str]] = {
    DialogueAct.CONFIRM: _read_back_text,
    DialogueAct.ASK_CORRECTION: lambda _, replies: replies.ask_correction,
    DialogueAct.CONFIRMED: lambda context, replies: replies.thank(context.name, in_chat=context.wants_chat),
    DialogueAct.HANDOVER: lambda context, _: context.handover_text,
    DialogueAct.CORRECTED: lambda context, replies: replies.correction_noted.format(
        contact=context.corrected or context.person
    ),
    DialogueAct.OPTED_OUT: lambda _, replies: replies.opted_out,
    DialogueAct.DATA_DELETED: lambda _, replies: replies.data_deleted,
    DialogueAct.ASK_NAME: _ask_name_text,
    DialogueAct.ASK_PHONE: _ask_phone_text,
    DialogueAct.ALREADY_CONFIRMED: _no_text,
    DialogueAct.ASK_SLOT: _no_text,
    DialogueAct.POSTPONED: _no_text,
}
