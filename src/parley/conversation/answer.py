"""From what was heard to what is said: the brief for the model, its words, and what code adds to them."""

from dataclasses import replace

from parley.conversation import agent
from parley.conversation.agent import EmitText
from parley.conversation.availability import closed_message
from parley.conversation.output.one_sentence import OneSentenceFilter
from parley.conversation.output.prices import PriceFilter
from parley.conversation.output.promises import PromiseFilter
from parley.conversation.output.suggestions import SuggestionParser
from parley.dialogue.model import DialogueState
from parley.dialogue.phrasing import summary_lines
from parley.dialogue.policy import record_decision
from parley.domain.lead import DialogueAct, LeadDraft
from parley.domain.prompt_context import PromptContext, SearchResults
from parley.domain.turn import Answer, Turn
from parley.languages.base import Language
from parley.nlu.contacts.extract import format_phone
from parley.runtime import Runtime
from parley.search.citations import cite_sources, parse_tool_passages
from parley.search.follow_up import complete_question, standalone_question
from parley.search.retrieve import retrieve

# Where a model's own buttons may stand: elsewhere code knows better what fits.
_ACTS_WITH_MODEL_BUTTONS = (DialogueAct.ANSWER, DialogueAct.ALREADY_CONFIRMED)


async def compose_answer(rt: Runtime, state: DialogueState, emit: EmitText) -> tuple[Answer, DialogueState]:
    """The whole answer to a turn, and the stage with what came of it in its draft."""
    turn, language = state.turn, rt.language(state.understanding.language)
    if closed := closed_message(turn.company):
        emit(closed)
        return Answer(closed, language.code), replace(state, draft=turn.draft)
    flow_answer = (
        await state.flow.answer_question(rt, state) if state.is_scripted and state.flow.answer_question else ""
    )
    results, subject = (SearchResults(), "") if flow_answer else await retrieve_for_turn(rt, state)
    draft = replace(
        record_decision(state.draft, state.decision), search_subject=subject or state.draft.search_subject
    )
    context = build_prompt_context(replace(state, draft=draft), results, flow_answer, language)
    output = build_output_pipeline(rt, state, context, language, emit)
    passages = list(results.passages)

    def record_tool_result(result: str) -> None:
        output.allow_facts(result)
        passages.extend(parse_tool_passages(result))

    model_reply = await agent.generate_reply(rt, state, context, output.feed, record_tool_result)
    reply_text, offered = output.finish()
    if context.one_sentence and context.closing_text:
        reply_text = ""
    text = reply_text + _emit_required_text(reply_text, context, language, draft, emit)
    draft = replace(draft, slot_values={**draft.slot_values, **model_reply.slot_updates})
    answer = Answer(
        text=text,
        language=language.code,
        action={DialogueAct.CONFIRMED: "confirmed", DialogueAct.HANDOVER: "escalated"}.get(context.act, "continue"),
        handover=context.act is DialogueAct.HANDOVER or draft.handed_over,
        suggestions=_choose_suggestions(context, state, offered, language),
        products=_product_cards(results),
        confidence=_confidence(results),
        sources=cite_sources(reply_text, passages),
        expected_reply=draft.expected_reply,
        model=model_reply.model,
        used_fallback=bool(model_reply.failure),
    )
    return answer, replace(state, draft=draft)


async def retrieve_for_turn(rt: Runtime, state: DialogueState) -> tuple[SearchResults, str]:
    """What the company's data says to the message, and what later questions may be about. Where a flow asks, an
    answer to it is nothing to search for."""
    turn, understanding = state.turn, state.understanding
    if not (
        understanding.search_text
        or understanding.question
        or understanding.asks_price
        or understanding.asks_catalogue
    ):
        return SearchResults(), ""
    if understanding.email and not (understanding.question or understanding.asks_price):  # "email me at …"
        return SearchResults(), ""
    if state.is_scripted and (state.shows_options or (_follows_flow(state) and not state.is_digression)):
        return SearchResults(), ""
    question = complete_question(
        understanding, turn.text, state.draft.search_subject, turn.company, rt.phrase_matcher
    )
    results = await retrieve(rt, turn.company, question.understanding, question.text)
    if question.text != turn.text and not (results.products or results.passages):
        question = standalone_question(understanding, turn.text)
        results = await retrieve(rt, turn.company, understanding, turn.text)
    subject = results.product_query or question.subject
    return results, subject if results.products or results.passages else ""


def build_prompt_context(
    state: DialogueState, results: SearchResults, flow_answer: str, language: Language
) -> PromptContext:
    turn, draft, previous, decision = state.turn, state.draft, state.previous_draft, state.decision
    is_scripted = state.is_scripted
    closing_text = _closing_text(state) if is_scripted else ""
    return PromptContext(
        company_name=turn.company.name,
        company_description=turn.company.description,
        welcome=turn.company.welcome,
        language=language.code,
        act=decision.act,
        understanding=state.understanding,
        results=_drop_repeated_products(closing_text, results),
        name=draft.name,
        phone=format_draft_phone(draft),
        is_first_answer=turn.is_first_answer,
        is_repeated_request=(decision.act is DialogueAct.ASK_NAME and previous.name_requests > 0)
        or (decision.act is DialogueAct.ASK_PHONE and previous.phone_requests > 0),
        one_sentence=turn.is_voice,
        is_scripted=is_scripted,
        closing_text=closing_text,
        flow_answer=flow_answer,
        is_answered_by_closing=is_scripted and (state.shows_options or _only_answers_flow(state)),
        flow_instructions=_flow_instructions(state, language) if is_scripted else "",
    )


def _drop_repeated_products(closing_text: str, results: SearchResults) -> SearchResults:
    """Goods that the question names all of are not told twice."""
    are_all_named = closing_text and results.products and all(hit.name in closing_text for hit in results.products)
    return replace(results, products=(), is_product_query=False) if are_all_named else results


def _follows_flow(state: DialogueState) -> bool:
    """Whether the message goes where the flow leads."""
    wants_order = (state.changed_slots or state.utterance.wants_order) and not state.flow.waits_for_intent
    return bool(state.previous_draft.requested_slot or wants_order)


def _only_answers_flow(state: DialogueState) -> bool:
    """Nothing is to be said but the next question."""
    is_small_talk = not state.changed_slots and (state.understanding.thanks or state.understanding.asks_identity)
    return (
        bool(state.changed_slots or state.previous_draft.requested_slot)
        and not state.is_digression
        and not is_small_talk
    )


def _closing_text(state: DialogueState) -> str:
    """What code says at the end. Spoken aloud it is one sentence: the question, unless the customer asked one."""
    decision = state.decision
    if not state.turn.is_voice:
        return "\n\n".join(filter(None, (decision.remark, decision.question)))
    if state.is_digression:
        return ""
    words = decision.question or decision.remark
    if decision.act is not DialogueAct.CONFIRM:
        words = words.split("\n\n")[-1]
    return ", ".join(line.strip("• \n") for line in words.splitlines() if line.strip("• \n"))


def _flow_instructions(state: DialogueState, language: Language) -> str:
    """What a model has to know of the flow: what there is, what is known, what it may not do."""
    flow, facts = state.flow, state.facts
    summary = summary_lines(flow, state.draft, facts, language.replies, language.code)
    facts_text = flow.describe_facts(facts) if flow.describe_facts else ()
    parts = [flow.prompt, *facts_text]
    if summary:
        parts.append("Known so far:\n" + "\n".join(f"- {label}: {value}" for label, value in summary))
    return "\n".join(parts)


def format_draft_phone(draft: LeadDraft) -> str:
    """The number as it is read back: as the customer knows it, in international form where it is valid."""
    return format_phone(draft.phone) if draft.phone else ""


class OutputPipeline:
    """What stands between a model and the customer: prices nobody gave are not said, a line of buttons becomes
    buttons, where a flow is enforced nothing is asked or promised, and a spoken turn is one sentence."""

    def __init__(
        self, emit: EmitText, price_filter: PriceFilter, promise_filter: PromiseFilter | None, *, one_sentence: bool
    ) -> None:
        self._emit, self._price_filter, self._promise_filter = emit, price_filter, promise_filter
        self._suggestion_parser = SuggestionParser()
        self._sentence_filter = OneSentenceFilter() if one_sentence else None
        self._emitted: list[str] = []

    def allow_facts(self, text: str) -> None:
        self._price_filter.allow_prices(text)
        if self._promise_filter:
            self._promise_filter.allow_speeds(text)

    def feed(self, piece: str) -> None:
        self._filter_promises(self._price_filter.feed(self._suggestion_parser.feed(piece)))

    def finish(self) -> tuple[str, tuple[str, ...]]:
        """All that was said, and the buttons the model offered."""
        rest, suggestions = self._suggestion_parser.close()
        self._filter_promises(self._price_filter.feed(rest) + self._price_filter.close())
        if self._promise_filter:
            self._limit_sentences(self._promise_filter.close())
        if self._sentence_filter:
            self._emit_text(self._sentence_filter.close())
        return "".join(self._emitted), suggestions

    def _filter_promises(self, text: str) -> None:
        self._limit_sentences(self._promise_filter.feed(text) if self._promise_filter else text)

    def _limit_sentences(self, text: str) -> None:
        self._emit_text(self._sentence_filter.feed(text) if self._sentence_filter else text)

    def _emit_text(self, text: str) -> None:
        if text:
            self._emitted.append(text)
            self._emit(text)


def build_output_pipeline(
    rt: Runtime, state: DialogueState, context: PromptContext, language: Language, emit: EmitText
) -> OutputPipeline:
    price_filter = build_price_filter(state.turn, context, language)
    promise_filter = None
    if context.is_scripted and rt.model_for(state.turn.company) is not rt.builtin_model:
        name_markers, names = state.flow.known_names(state.facts) if state.flow.known_names else ((), ())
        promise_filter = PromiseFilter(
            name_markers, names, [context.flow_instructions, *_grounding_texts(state.turn, context)]
        )
    # The one sentence of a spoken turn is the flow's, where it has one.
    emit_text = (lambda _: None) if state.turn.is_voice and context.closing_text else emit
    return OutputPipeline(emit_text, price_filter, promise_filter, one_sentence=state.turn.is_voice)


def _grounding_texts(turn: Turn, context: PromptContext) -> list[str]:
    """Every text a model was given to speak from."""
    company, results = turn.company, context.results
    texts = [
        company.description,
        company.system_prompt,
        company.persona_prompt,
        company.welcome,
        context.flow_instructions,
    ]
    texts += [text for hit in results.products for text in (hit.name, hit.description, hit.feature_text())]
    texts += [hit.text for hit in results.passages]
    return [*texts, context.flow_answer, *(message.text for message in (*turn.history, *turn.pending))]


def build_price_filter(turn: Turn, context: PromptContext, language: Language) -> PriceFilter:
    """What may be told of money: what the model was given, and what was said before."""
    return PriceFilter(
        language.replies.price_unknown,
        _grounding_texts(turn, context),
        [hit.price for hit in context.results.products],
    )


def _emit_required_text(
    text: str, context: PromptContext, language: Language, draft: LeadDraft, emit: EmitText
) -> str:
    """What code owes the customer: the flow's question, or where the model's own words left it out the
    read-back and
    the promise of a call."""
    required = context.closing_text or _missing_statement(text, context, language, draft)
    if not required or (context.one_sentence and not context.is_scripted):
        return ""
    required = f"\n\n{required}" if text.strip() else required
    emit(required)
    return required


def _missing_statement(text: str, context: PromptContext, language: Language, draft: LeadDraft) -> str:
    replies = language.replies
    digits = "".join(filter(str.isdigit, text))
    has_promise = language.code != "ru" or "менеджер свяжется" in text
    if context.act is DialogueAct.CONFIRM and "".join(filter(str.isdigit, context.phone)) not in digits:
        template = replies.read_back if draft.name else replies.read_back_phone
        return template.format(name=draft.name, phone=context.phone)
    if context.act is DialogueAct.CONFIRMED and not has_promise:
        return replies.confirmed.format(name=draft.name) if draft.name else replies.confirmed_unnamed
    if context.act is DialogueAct.HANDOVER and not has_promise:
        return replies.handover if draft.phone else replies.handover_ask_phone
    return ""


def _choose_suggestions(
    context: PromptContext, state: DialogueState, model_suggestions: tuple[str, ...], language: Language
) -> tuple[str, ...]:
    """Buttons that fit what is asked: the flow's, yes and no, or the model's own where nothing is asked."""
    replies = language.replies
    if state.decision.suggestions:
        return state.decision.suggestions
    if context.act is DialogueAct.CONFIRM:
        return replies.button_yes, replies.button_no
    return model_suggestions if context.act in _ACTS_WITH_MODEL_BUTTONS else ()


def _product_cards(results: SearchResults) -> tuple[dict[str, object], ...] | None:
    return tuple(hit.card for hit in results.products[:3]) if results.is_product_query or results.products else None


def _confidence(results: SearchResults) -> float | None:
    if not results.products:
        return 0.0 if results.is_product_query else None
    hits = results.products[:3]
    return round(sum(hit.score for hit in hits) / len(hits), 3)
