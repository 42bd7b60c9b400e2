"""The model that is always there: no key, no network. It words what the brief says, in seven languages.

It is told nothing the providers are not told, and invents nothing: what search did not find, it does not know.
"""

import re
from collections.abc import AsyncIterator, Mapping
from typing import ClassVar

from parley.domain.lead import Step
from parley.domain.prompt_context import Brief
from parley.languages.base import Language, Says
from parley.llm.base import LLM, Completion, Delta


class BuiltIn(LLM):
    """Words answers from the language files. Wants `Completion.brief`."""

    name: ClassVar[str] = "builtin"

    def __init__(self, languages: "Mapping[str, Language]") -> None:
        self._languages = languages

    async def complete(self, request: Completion) -> AsyncIterator[Delta]:
        if request.brief is None:
            raise ValueError("the built-in model answers from a brief")
        language = self._languages.get(request.brief.language) or self._languages["en"]
        text = word(request.brief, language.says)
        for piece in re.findall(r"\S+\s*|\s+", text):
            yield Delta(text=piece)


def word(brief: Brief, says: "Says") -> str:
    """The whole answer: what was asked for first, then the step, one question at most."""
    if brief.one_sentence:
        return "" if brief.closing else brief.aside or _one_sentence(brief, says)
    if brief.enforced:
        return _before_question(brief, says)
    parts = [_opening(brief, says), _body(brief, says), _step(brief, says)]
    return "\n\n".join(part for part in parts if part) or says.did_not_understand


def _before_question(brief: Brief, says: "Says") -> str:
    """Where a flow says the question itself: the answer to what was asked, or nothing."""
    if not brief.closing:
        return "\n\n".join(
            filter(None, (_opening(brief, says), brief.aside or _body(brief, says) or _step(brief, says)))
        )
    quiet = brief.answered or brief.heard.refuses_contact or brief.step in (Step.REST, Step.AFTER)
    body = brief.aside or ("" if quiet else _body(brief, says))
    return "\n\n".join(filter(None, (_opening(brief, says), body)))


def _opening(brief: Brief, says: "Says") -> str:
    heard = brief.heard
    if brief.step in (Step.OPTED_OUT, Step.CONFIRMED):
        return ""
    if brief.first:
        return says.greeting.format(company=brief.company)
    return says.hello if heard.greeting else ""


def _body(brief: Brief, says: "Says") -> str:
    """The answer to what was asked, from the company's data or not at all."""
    heard, found = brief.heard, brief.found
    if brief.step in (Step.OPTED_OUT, Step.CONFIRMED, Step.HANDOVER):
        return ""
    if heard.asks_who:
        return says.who_am_i.format(company=brief.company)
    if heard.asks_why:
        return says.why_contact
    if found.products:
        told = _products(brief, says)
        return f"{told}\n\n{found.passages[0].answer}" if found.goods_asked else told
    if found.passages:
        return found.passages[0].answer
    if found.categories:
        return says.categories.format(categories=", ".join(found.categories))
    if brief.step in (Step.CONFIRM, Step.ASK_CORRECTION):
        return ""
    if found.asked_products:
        return says.products_not_found
    return _small_talk(brief, says)


def _small_talk(brief: Brief, says: "Says") -> str:
    heard = brief.heard
    if heard.thanks:
        return says.welcome
    if heard.goodbye:
        return says.goodbye
    if heard.refuses_contact:
        return says.contact_refused
    if heard.question and heard.about and not (heard.ready and not heard.topic):  # "как заказать?"
        return says.not_found
    if brief.step is Step.AFTER:
        return says.already_confirmed
    return ""


def _products(brief: Brief, says: "Says") -> str:
    hits = brief.found.products
    lines = [_introduction(brief, says)]
    described = len(hits) == 1 or brief.found.compared
    for hit in hits:
        line = (
            says.product.format(name=hit.name, price=hit.price)
            if hit.price
            else says.product_unpriced.format(name=hit.name)
        )
        lines.append(f"• {line}" + ("" if hit.available else f" ({says.unavailable})"))
        if described and hit.description:
            lines.append(hit.description)
    return "\n".join(lines)


def _introduction(brief: Brief, says: "Says") -> str:
    if brief.found.lacking:
        return says.found_near
    return says.found_one if len(brief.found.products) == 1 else says.found_many


def _step(brief: Brief, says: "Says") -> str:
    heard, name, phone = brief.heard, brief.name, brief.phone
    match brief.step:
        case Step.CONFIRM:
            return (
                says.read_back.format(name=name, phone=phone) if name else says.read_back_phone.format(phone=phone)
            )
        case Step.ASK_CORRECTION:
            return says.ask_correction
        case Step.CONFIRMED:
            return says.confirmed.format(name=name) if name else says.confirmed_unnamed
        case Step.HANDOVER:
            return says.handover if phone else says.handover_ask_phone
        case Step.OPTED_OUT:
            return says.opted_out
        case Step.ASK_NAME if phone:
            return says.phone_noted_ask_name.format(phone=phone)
        case Step.ASK_NAME:
            return says.ask_name_again if brief.asked_before else says.ask_name
        case Step.ASK_PHONE if heard.bad_phone:
            return says.bad_phone.format(phone=heard.bad_phone)
        case Step.ASK_PHONE if brief.asked_before:
            return says.ask_phone_again
        case Step.ASK_PHONE:
            return says.ask_phone.format(name=name) if name else says.ask_phone_unnamed
        case Step.AFTER | Step.ASK | Step.REST:
            return ""
        case _:
            return _talk_on(brief, says)


def _talk_on(brief: Brief, says: "Says") -> str:
    heard, found = brief.heard, brief.found
    if heard.goodbye or heard.thanks or heard.refuses_contact or heard.asks_why:
        return ""
    if found.products or found.passages:
        return "" if brief.first else says.anything_else
    return says.ask_need


def _one_sentence(brief: Brief, says: "Says") -> str:
    """Spoken: the most important thing only."""
    found = brief.found
    if brief.step in (Step.TALK, Step.ASK_NAME, Step.ASK_PHONE, Step.AFTER):
        if found.products:
            hit = found.products[0]
            if hit.price:
                return says.one_sentence_product.format(name=hit.name, price=hit.price)
            return says.product_unpriced.format(name=hit.name)
        if found.passages:
            return found.passages[0].answer
        if found.asked_products:
            return says.products_not_found
        if brief.first and not brief.heard.about:
            return says.ask_need
    return _step(brief, says) or _body(brief, says) or says.ask_need
