"""A message as the extractors are given it: its tokens and the phrases of all languages in them."""

from fakes.listener import LEXICON
from parley.nlu.contacts.vocabulary import compile_contact_terms
from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import keep_longest
from parley.text.tokenize import TokenizedText, tokenize

TERMS = compile_contact_terms(LEXICON)


def read(text: str) -> tuple[TokenizedText, MatchList]:
    tokenized = tokenize(text)
    return tokenized, MatchList(keep_longest(LEXICON.find_matches(tokenized.tokens)))
