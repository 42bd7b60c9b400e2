"""A message as the extractors are given it: its tokens and the phrases of all languages in them."""

from fakes.listener import LEXICON
from parley.domain.understanding import ExpectedReply, MessageContext, YesNo
from parley.nlu.contacts.extract import extract_contacts
from parley.nlu.contacts.vocabulary import compile_contact_terms
from parley.nlu.match_list import MatchList
from parley.nlu.names.tokens import NameContext
from parley.nlu.phrase_matcher import keep_longest
from parley.nlu.understand import matches_for_names
from parley.text.tokenize import TokenizedText, tokenize

TERMS = compile_contact_terms(LEXICON)


def read(text: str) -> tuple[TokenizedText, MatchList]:
    tokenized = tokenize(text)
    return tokenized, MatchList(keep_longest(LEXICON.find_matches(tokenized.tokens)))


def name_context(
    text: str,
    requested_slot: ExpectedReply = "",
    language: str = "ru",
    answer: YesNo = "",
    known_name: str = "",
    not_names: frozenset[str] = frozenset(),
) -> NameContext:
    tokenized, matches = read(text)
    return NameContext(
        tokenized,
        matches_for_names(matches, language),
        extract_contacts(tokenized, "KZ", requested_slot, TERMS),
        MessageContext(requested_slot, language, known_name=known_name, not_names=not_names),
        TERMS,
        name_endings=LEXICON.name_endings,
        language=language,
        answer=answer,
    )
