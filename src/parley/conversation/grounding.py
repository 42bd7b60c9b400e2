"""Gathers what a model is given to speak from: the facts of one answer, and every text they stand in."""

from collections.abc import Mapping
from dataclasses import replace

from parley.conversation.closing import closing_text
from parley.conversation.contact_requests import contact_requests
from parley.conversation.order_words import corrected_text, order_note, without_taken_goods
from parley.conversation.output.facts import Facts
from parley.conversation.prompt import flow_instructions, instruction_texts
from parley.dialogue.model import DialogueState
from parley.dialogue.phrasing import summary_lines
from parley.domain.lead import DialogueAct, LeadDraft
from parley.domain.prompt_context import PromptContext
from parley.domain.search_results import SearchResults
from parley.domain.turn import Turn
from parley.languages.base import Language
from parley.nlu.contacts.phone import format_phone
from parley.search.facts.describe import describe_product_facts, fact_amounts

_CONFIRMED_ACTS = (DialogueAct.CONFIRMED, DialogueAct.ALREADY_CONFIRMED)


def build_prompt_context(
    state: DialogueState, results: SearchResults, flow_answer: str, language: Language
) -> PromptContext:
    """Returns the facts an answer may use. `flow_answer`: what the flow itself answers to a question; else
    empty."""
    turn, draft, decision = state.turn, state.draft, state.decision
    is_scripted, closing = state.is_scripted, closing_text(state)
    return PromptContext(
        company_name=turn.company.name,
        company_description=turn.company.description,
        language=language.code,
        act=decision.act,
        reaction=decision.move.reaction,
        said_before=tuple(line.text for line in turn.history if line.role == "assistant"),
        understanding=state.understanding,
        results=without_taken_goods(state, _drop_repeated_products(closing, results)),
        name=draft.name,
        phone=format_draft_phone(draft),
        addresses=draft.addresses,
        is_first_answer=turn.is_first_answer,
        is_greeted=turn.is_greeted,
        shows_cards=turn.shows_cards and not turn.is_voice,
        is_handed_over=draft.handed_over,
        wants_chat=draft.wants_chat,
        is_repeated_request=_is_repeated_request(state),
        one_sentence=turn.is_voice,
        is_scripted=is_scripted,
        closing_text=closing,
        flow_answer=flow_answer,
        is_answered_by_closing=is_scripted and (state.shows_options or _only_answers_flow(state)),
        flow_instructions=flow_instructions(state.flow, state.facts),
        flow_summary=_flow_summary(state, language) if is_scripted else "",
        order_text=draft.order.text,
        order_note=order_note(state, language.replies),
        corrected=corrected_text(state),
    )


def format_draft_phone(draft: LeadDraft) -> str:
    """Returns the number as it is read back: as the customer knows it, in international form where it is valid."""
    return format_phone(draft.phone) if draft.phone else ""


def grounding_texts(turn: Turn, context: PromptContext) -> list[str]:
    """Returns every text of the company's that a model was given to speak from."""
    company, results = turn.company, context.results
    texts = [
        company.name,
        company.description,
        company.system_prompt,
        company.persona_prompt,
        company.welcome,
        company.email,
        company.phone,
        company.whatsapp,
        context.flow_instructions,
        context.flow_summary,
        context.flow_answer,
        context.handover_text,
        context.order_note,
        context.order_text,
    ]
    texts += flatten_texts(company.info)
    for hit in results.products:
        texts += [hit.name, hit.price, hit.description, hit.feature_text(), *_card_addresses(hit.card)]
    texts += [text for hit in results.passages for text in (hit.title, hit.text)]
    texts += describe_product_facts(results)
    return [text for text in texts if text]


def known_facts(state: DialogueState, context: PromptContext) -> Facts:
    """Returns what an answer may claim: what stands in none of this, the model made up."""
    turn, draft = state.turn, state.draft
    lines = (*turn.history, *turn.pending)
    return Facts(
        language=context.language,
        given=grounding_texts(turn, context),
        told_before=[line.text for line in lines if line.role == "assistant"],
        said_by_customer=[*(line.text for line in lines if line.role != "assistant"), draft.name, *draft.addresses],
        prices=[
            *(hit.price for hit in context.results.products),
            *fact_amounts(context.results),
            *(price for item in draft.order.items for price in (item.price, item.total) if price),
        ],
        instructions=instruction_texts(turn.company, state.flow.prompt if state.flow.is_scripted else ""),
        is_confirmed=draft.confirmed or context.act in _CONFIRMED_ACTS,
        is_handed_over=draft.handed_over or context.act is DialogueAct.HANDOVER,
        phone=(draft.phone.e164 or draft.phone.raw) if draft.phone else "",
        addresses=draft.addresses,
        reads_back=context.act is DialogueAct.CONFIRM,
        unwanted_requests=contact_requests(state).unwanted,
    )


def flatten_texts(value: object) -> list[str]:
    """Returns every text and number in decoded JSON."""
    if isinstance(value, Mapping):
        return [text for inner in value.values() for text in flatten_texts(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in flatten_texts(inner)]
    return [str(value)] if isinstance(value, str | int | float) and not isinstance(value, bool) else []


def _card_addresses(card: Mapping[str, object]) -> list[str]:
    return [text for text in flatten_texts(card) if "://" in text]


def _is_repeated_request(state: DialogueState) -> bool:
    """Tells whether the name, or the phone, is asked for that was asked for before."""
    previous = state.previous_draft
    requests = {DialogueAct.ASK_NAME: previous.name_requests, DialogueAct.ASK_PHONE: previous.phone_requests}
    return requests.get(state.decision.act, 0) > 0


def _drop_repeated_products(closing: str, results: SearchResults) -> SearchResults:
    """Drops the products where the closing question lists all of them already."""
    are_all_named = closing and results.products and all(hit.name in closing for hit in results.products)
    return replace(results, products=(), facts=(), parts=(), is_product_query=False) if are_all_named else results


def _only_answers_flow(state: DialogueState) -> bool:
    """Tells whether nothing is to be said but the next question."""
    is_small_talk = not state.changed_slots and (state.understanding.thanks or state.understanding.asks_identity)
    is_answer = bool(state.changed_slots or state.previous_draft.requested_slot)
    return is_answer and not state.is_digression and not is_small_talk


def _flow_summary(state: DialogueState, language: Language) -> str:
    """Returns what the flow knows so far, a line each."""
    summary = summary_lines(state.flow, state.draft, state.facts, language.replies, language.code)
    return "\n".join(f"- {label}: {value}" for label, value in summary)
