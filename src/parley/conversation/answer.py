"""Makes the answer to a turn: retrieve → context → generate → filter → append.

Each step has a module: retrieval.py searches, grounding.py gathers what the model is given, agent.py lets it speak,
output/pipeline.py filters its words, closing.py says what code adds to them.
"""

from dataclasses import replace

from parley.conversation import agent
from parley.conversation.agent import EmitText, ModelReply
from parley.conversation.closing import choose_suggestions, required_text, speaks_for_model
from parley.conversation.contact_requests import contact_requests
from parley.conversation.grounding import build_prompt_context
from parley.conversation.order_total import tell_order_total
from parley.conversation.order_turn import complete_order
from parley.conversation.order_words import ask_which, choose_move_after_order, speaks_of_order, summed_quantities
from parley.conversation.output.pipeline import build_output_pipeline
from parley.conversation.retrieval import NOTHING_RETRIEVED, Retrieval, retrieve_for_turn
from parley.dialogue.intent_policy import ASK_FOR_HELP, Sources, asks_for_facts
from parley.dialogue.model import DialogueState
from parley.dialogue.next_move import choose_next_move
from parley.dialogue.policy import decide_without_answer
from parley.dialogue.state_tracking import track_answer
from parley.domain.company import CompanyConfig
from parley.domain.lead import DialogueAct
from parley.domain.model_usage import ModelUsage
from parley.domain.prompt_context import PromptContext
from parley.domain.search_results import MAX_CARDS, SearchResults
from parley.domain.turn import Answer
from parley.handover.words import handover_words
from parley.languages.base import Language
from parley.llm.base import LLM
from parley.runtime import Runtime
from parley.search.citations import cite_sources, parse_tool_passages
from parley.tenants.model_usage import add_up_usage, is_budget_spent, record_usage

# With these nothing is answered: somebody else does, or nothing is asked any more.
_ACTS_WITHOUT_ANSWER = (DialogueAct.HANDOVER, DialogueAct.OPTED_OUT, DialogueAct.CONFIRMED)
_ACTIONS = {DialogueAct.CONFIRMED: "confirmed", DialogueAct.HANDOVER: "escalated"}


async def compose_answer(rt: Runtime, state: DialogueState, emit: EmitText) -> tuple[Answer, DialogueState]:
    """Returns the whole answer to a turn, and the state of the dialogue after it. `emit` gets the pieces of the
    text as they are made."""
    language = rt.language(state.understanding.language)
    flow_answer, retrieval = await _find_facts(rt, state)
    state = await complete_order(rt, state, retrieval.results.products)
    retrieval = await tell_order_total(rt, state, retrieval)
    state, context = _lead_on(state, flow_answer, retrieval, language)
    if context.act is DialogueAct.HANDOVER:
        text, statement, question = handover_words(
            rt,
            state.turn.company,
            state.draft,
            language.replies,
            is_trouble=state.understanding.reports_trouble and not state.understanding.wants_human,
        )
        context = replace(context, handover_text=text, handover_statement=statement, handover_question=question)
    model = await _choose_model(rt, state.turn.company)
    is_builtin = model is rt.builtin_model
    is_silenced = speaks_for_model(context)
    heard = _say_nothing if is_silenced else emit
    output = build_output_pipeline(rt, state, context, language, heard, is_builtin=is_builtin)
    passages = list(retrieval.results.passages)

    def record_tool_result(result: str) -> None:
        output.allow_facts(result)
        passages.extend(parse_tool_passages(result))

    model_reply = await agent.generate_reply(rt, model, state, context, output, record_tool_result)
    usage = None if is_builtin else await _account(rt, state.turn.company, model, model_reply)
    reply_text, model_suggestions = output.finish()
    if is_silenced:
        reply_text = ""
    # The built-in model asks in code's words itself.
    owed = frozenset() if is_builtin or model_reply.failure else contact_requests(state).owed
    required = required_text(reply_text, context, language, owed)
    if required:
        emit(required)
    state = track_answer(
        state,
        subjects=retrieval.subjects,
        slot_updates=model_reply.slot_updates,
        shown_names=[hit.name for hit in retrieval.results.products[:MAX_CARDS]],
        last_product_ids=[hit.id for hit in retrieval.results.products[:MAX_CARDS]],
        summed=summed_quantities(retrieval.results),
        is_helpful=context.is_helpful,
        next_move=context.next_move,
    )
    unanswered = _open_questions(context, found_by_tools=len(passages) > len(retrieval.results.passages))
    answer = Answer(
        text=reply_text + required,
        language=language.code,
        action=_ACTIONS.get(context.act, "continue"),
        handover=context.act is DialogueAct.HANDOVER or state.draft.handed_over,
        suggestions=choose_suggestions(state, model_suggestions, language, offers_person=bool(unanswered)),
        products=_product_cards(retrieval.results),
        confidence=_confidence(retrieval.results),
        sources=cite_sources(reply_text, passages),
        expected_reply=state.draft.expected_reply,
        model=model_reply.model,
        usage=usage,
        unanswered=unanswered,
        used_fallback=bool(model_reply.failure),
    )
    return answer, state


def _lead_on(
    state: DialogueState, flow_answer: str, retrieval: Retrieval, language: Language
) -> tuple[DialogueState, PromptContext]:
    """Returns the state and what the answer is made of, once it is known what was found: where nothing answers the
    message, only a person can."""
    found = retrieval.results
    state = ask_which(state)
    is_found = bool(flow_answer or found.products or found.passages or found.facts)
    is_helpful = is_found or speaks_of_order(state)
    is_unanswered = not is_helpful and _asks_for_facts(state, retrieval)
    if is_unanswered:
        state = decide_without_answer(state)
    context = build_prompt_context(state, found, flow_answer, language)
    next_move = choose_move_after_order(state)
    if next_move is None:
        next_move = choose_next_move(
            context.act,
            context.reaction,
            context.results,
            state.draft,
            is_unanswered=is_unanswered,
            is_first_answer=context.is_first_answer,
        )
    return state, replace(context, is_helpful=is_helpful, is_unanswered=is_unanswered, next_move=next_move)


def _open_questions(context: PromptContext, *, found_by_tools: bool) -> tuple[str, ...]:
    """Returns the questions that the answer leaves open, in the customer's words."""
    return () if found_by_tools or context.act in _ACTS_WITHOUT_ANSWER else tuple(context.results.unanswered)


def _say_nothing(_: str) -> None: ...


async def _choose_model(rt: Runtime, company: CompanyConfig) -> LLM:
    """Returns the company's model; the built-in one when its budget for the day is spent."""
    model = rt.model_for(company)
    is_free = model is rt.builtin_model or not await is_budget_spent(rt, company)
    return model if is_free else rt.builtin_model


async def _account(rt: Runtime, company: CompanyConfig, model: LLM, reply: ModelReply) -> ModelUsage | None:
    """Writes down what the company's model took; returns it, None where it was not reached."""
    if not reply.begun_calls:
        return None
    usage = add_up_usage(model, reply.begun_calls, reply.usage, rt.model_prices)
    await record_usage(rt, company, usage)
    return usage


async def _find_facts(rt: Runtime, state: DialogueState) -> tuple[str, Retrieval]:
    """Returns the flow's own answer to a question or, where it has none, what a search finds."""
    answer_question = state.flow.answer_question if state.is_scripted else None
    flow_answer = await answer_question(rt, state) if answer_question else ""
    return flow_answer, NOTHING_RETRIEVED if flow_answer else await retrieve_for_turn(rt, state)


def _asks_for_facts(state: DialogueState, retrieval: Retrieval) -> bool:
    """Tells whether the message asks for what only the company's data or a person can answer."""
    is_looked_for = state.decision.move.sources is Sources.ALL or state.decision.move is ASK_FOR_HELP
    return is_looked_for and (retrieval.results.is_product_query or asks_for_facts(state.understanding))


def _product_cards(results: SearchResults) -> tuple[dict[str, object], ...] | None:
    """Returns the contract's Product objects; None where the message was not about products."""
    if not (results.is_product_query or results.products):
        return None
    return tuple(hit.card for hit in results.products[:MAX_CARDS])


def _confidence(results: SearchResults) -> float | None:
    """Returns how well the products fit, 0…1; None where the message was not about products."""
    if not results.products:
        return 0.0 if results.is_product_query else None
    hits = results.products[:MAX_CARDS]
    return round(sum(hit.score for hit in hits) / len(hits), 3)
