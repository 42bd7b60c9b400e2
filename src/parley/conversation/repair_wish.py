"""Tells trouble with what was bought here from a wish for the mending that the company sells: at a workshop "my
phone fell into water" wants a service, at a shop of phones something is wrong."""

from parley.concepts.matcher import SERVICES
from parley.concepts.token import concept_tokens
from parley.domain.search_results import ProductHit
from parley.domain.turn import Turn
from parley.domain.understanding import TROUBLE_INTENTS
from parley.nlu.intents.features import compile_cues
from parley.nlu.message import UnderstoodMessage
from parley.runtime import Runtime
from parley.search.question import Question
from parley.search.retrieve import retrieve, retrieve_text

_PROBLEM, _WISH = "report_problem", "want_goods"
# Who speaks of these speaks of what was bought or done here.
_CUES_OF_CUSTOMERS = frozenset({"past_purchases", "wrong_goods", "refunds", "grievances", "delays"})
_MENDING_ENDINGS = ("-repair", "-service")
_MENDING = frozenset(
    concept for concept in SERVICES if concept in ("repair", "diagnostics") or concept.endswith(_MENDING_ENDINGS)
)
# What finds a company's mending in every language, where the message does not say of what.
_MENDING_QUERY = "repair?"


async def read_repair_wish(rt: Runtime, turn: Turn, message: UnderstoodMessage) -> UnderstoodMessage:
    """Returns a message that tells of something broken as a wish, where the company sells the mending of it and the
    customer does not speak of what was bought or mended here; else the message as it is."""
    understanding = message.understanding
    trouble = TROUBLE_INTENTS.intersection(understanding.intents)
    is_told_before = bool(turn.draft.trouble) or turn.draft.confirmed
    if trouble != {_PROBLEM} or is_told_before or understanding.wants_human or not understanding.reports_trouble:
        return message
    cues = compile_cues(rt.phrase_matcher).find_matches(message.tokenized.tokens)
    if any(cue.kind in _CUES_OF_CUSTOMERS for cue in cues):
        return message
    intents = tuple(_WISH if intent == _PROBLEM else intent for intent in understanding.intents)
    wish = message.with_understanding(intents=intents)
    return wish if await _sells_mending(rt, turn, wish) else message


async def _sells_mending(rt: Runtime, turn: Turn, wish: UnderstoodMessage) -> bool:
    """Returns whether what the company sells for these words is their mending; where it sells nothing for them,
    whether it sells mending at all."""
    found = await retrieve(rt, Question(turn.company, wish))
    if not found.products:
        found = await retrieve_text(rt, turn.company, _MENDING_QUERY, "en")
    return bool(found.products) and _is_mending(found.products[0])


def _is_mending(hit: ProductHit) -> bool:
    return any(token.concept in _MENDING for token in concept_tokens(f"{hit.name} {hit.category}"))
