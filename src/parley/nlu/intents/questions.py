"""What a customer asks about: the price, or what a contact is wanted for."""

from parley.domain.understanding import ExpectedReply
from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import token_indices
from parley.text.tokenize import TokenizedText

_CONTACT_SLOTS = frozenset({"name", "phone", "correction"})


def asks_price(tokenized: TokenizedText, matches: MatchList) -> bool:
    """Returns whether the price is asked for. "Скидка есть?" does so, "когда будет скидка?" asks for a time."""
    if matches.has("price"):
        return True
    discounts = matches.of_kind("discount_words")
    if not discounts:
        return False
    clauses_about_time = {tokenized.tokens[match.start].clause_index for match in matches.of_kind("when_words")}
    return any(tokenized.tokens[match.start].clause_index not in clauses_about_time for match in discounts)


def asks_why_contact(tokenized: TokenizedText, matches: MatchList, requested_slot: ExpectedReply) -> bool:
    """Returns whether the customer asks what a contact is wanted for.

    "Зачем вам мой номер?" does so, and "зачем?" alone where a contact was asked for.
    """
    if matches.has("why_contact"):
        return True
    if requested_slot not in _CONTACT_SLOTS or not matches.has("why_words"):
        return False
    why_indices = token_indices(matches, {"why_words"})
    return all(index in why_indices or len(token.normalized) <= 1 for index, token in enumerate(tokenized.tokens))
