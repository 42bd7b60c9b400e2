"""Words the parts of a built-in answer: the reaction, the goods, the next move. Nothing is said twice the same."""

from collections.abc import Sequence

from parley.domain.lead import DialogueAct, NextMove, Reaction
from parley.domain.prompt_context import PromptContext
from parley.domain.search_results import MAX_CARDS, ProductHit, numeric_price
from parley.languages.base import Replies

#: without a greeting or an answer before them
ACTS_SAID_ALONE = (DialogueAct.OPTED_OUT, DialogueAct.DATA_DELETED, DialogueAct.CONFIRMED, DialogueAct.CORRECTED)
# Said whatever the answer leads to; the others give way to a read-back or a question for the contact.
_ALWAYS_SAID = frozenset(
    {
        Reaction.SORRY_FOR_PROBLEM,
        Reaction.SORRY_FOR_OUTAGE,
        Reaction.SORRY_FOR_SERVICE,
        Reaction.EXPLAIN_CONTACT,
        Reaction.INTRODUCE,
        Reaction.STAY_CALM,
        Reaction.NOTE_DETAILS,
    }
)
_ACTS_WITH_ANY_REACTION = (DialogueAct.ANSWER, DialogueAct.ALREADY_CONFIRMED)


def unsaid(replies: Replies, name: str, context: PromptContext, *, asks: bool = True) -> str:
    """Returns words of the language file that were not said yet; where all were, those said longest ago. `asks`:
    whether they may ask something; there is a wording that does not."""
    wordings = [
        words for words in (getattr(replies, name), *replies.variants.get(name, ())) if asks or "?" not in words
    ]
    last_said = [
        next((-index for index, text in enumerate(reversed(context.said_before), 1) if words in text), -1_000)
        for words in wordings
    ]
    return str(wordings[last_said.index(min(last_said))])


def not_again(text: str, context: PromptContext, replies: Replies) -> str:
    """Returns an answer; where the last answers said it already, introduced as said."""
    return replies.as_said.format(answer=text) if _was_said(text, context) else text


def reaction_text(context: PromptContext, replies: Replies) -> str:
    """Returns what the answer opens with; empty where the step it leads to stands for itself."""
    reaction, act = context.reaction, context.act
    if not reaction or act in ACTS_SAID_ALONE:
        return ""
    if reaction not in _ALWAYS_SAID and act not in _ACTS_WITH_ANY_REACTION:
        return ""
    return unsaid(replies, reaction.value, context).format(company=context.company_name)


def goods_text(context: PromptContext, replies: Replies) -> str:
    """Returns the goods in words: as a list, or in one sentence where they stand beside it as cards."""
    hits = context.results.products
    if context.shows_cards and len(hits) > 1 and not context.results.is_comparison:
        text = _cards_sentence(hits[:MAX_CARDS], context, replies)
        return replies.shown_above if _was_said(text, context) else text
    text = _product_list(context, replies)
    return replies.shown_above if len(hits) > 1 and _was_said(text, context) else text


def _was_said(text: str, context: PromptContext) -> bool:
    return any(text in said for said in context.said_before)


def _cards_sentence(hits: Sequence[ProductHit], context: PromptContext, replies: Replies) -> str:
    introduction = replies.found_similar if context.results.unmet_terms else ""
    priced = [hit for hit in hits if hit.price and numeric_price(hit) is not None]
    if len(priced) < len(hits):
        return f"{introduction or replies.found_many} {', '.join(hit.name for hit in hits)}."
    cheapest, dearest = min(priced, key=_price), max(priced, key=_price)
    span = replies.cards_range.format(low=cheapest.price, high=dearest.price, name=cheapest.name)
    return f"{introduction} {span[0].lower()}{span[1:]}" if introduction else span


def _price(hit: ProductHit) -> float:
    return numeric_price(hit) or 0


def _product_list(context: PromptContext, replies: Replies) -> str:
    hits = context.results.products
    lines = [_list_introduction(context, replies)]
    shows_description = len(hits) == 1 or context.results.is_comparison
    for hit in hits:
        template = replies.product if hit.price else replies.product_without_price
        line = template.format(name=hit.name, price=hit.price)
        lines.append(f"• {line}" + ("" if hit.available else f" ({replies.unavailable})"))
        if shows_description and hit.description:
            lines.append(hit.description)
    return "\n".join(lines)


def _list_introduction(context: PromptContext, replies: Replies) -> str:
    if context.results.unmet_terms:
        return replies.found_similar
    return replies.found_one if len(context.results.products) == 1 else replies.found_many


def next_move_text(context: PromptContext, replies: Replies) -> str:
    """Returns the question that the answer ends with; empty where it was asked just before, or stands in the words
    that nothing is known."""
    move = context.next_move
    if not move or move is NextMove.OFFER_PERSON:
        return ""
    question = unsaid(replies, move.value, context)
    was_just_asked = bool(context.said_before) and question in context.said_before[-1]
    return "" if was_just_asked else question
