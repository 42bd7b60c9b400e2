"""Finds a customer's name: after "меня зовут", before "гэдэг", beside a phone, or alone when it was asked for.

Somebody else's name ("записать сына Тимура", "сына зовут Тимур") is none, unless a name was asked for, or
something is to be put down under it ("запишите на сына, Тимур").
"""

from collections.abc import Callable

from parley.domain.understanding import MessageContext, YesNo
from parley.nlu.contacts.extract import ContactEntities
from parley.nlu.contacts.vocabulary import compile_contact_terms
from parley.nlu.match_list import MatchList
from parley.nlu.names.bare import bare_name, first_name_in_answer
from parley.nlu.names.beside_phone import name_beside_contact
from parley.nlu.names.booked_for import (
    name_before_pronoun,
    name_booked_for,
    name_from_possessive,
    name_of_representative,
)
from parley.nlu.names.contrast import name_after_denial, replacement_name
from parley.nlu.names.cues import name_after_cue, name_before_cue
from parley.nlu.names.hints import name_after_hint
from parley.nlu.names.put_down import name_put_down
from parley.nlu.names.rename import name_after_rename
from parley.nlu.names.tokens import NameContext
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.text.tokenize import TokenizedText

# The surest constructions first; the first name that is found counts.
_EXTRACTORS: tuple[Callable[[NameContext], str], ...] = (
    name_after_denial,
    name_after_rename,
    replacement_name,
    name_from_possessive,
    name_after_cue,
    name_before_cue,
    name_of_representative,
    name_put_down,
    name_after_hint,
    name_booked_for,
    name_before_pronoun,
    bare_name,
    first_name_in_answer,
    name_beside_contact,
)


def extract_name(
    tokenized: TokenizedText,
    matches: MatchList,
    contacts: ContactEntities,
    context: MessageContext,
    phrase_matcher: PhraseMatcher,
    *,
    answer: YesNo,
    language: str = "",
) -> str:
    """Returns the customer's name as a person would write it; "" when none was given.

    `contacts`: where phones and addresses stand. `answer`: what the message says to the last question. `language`:
    the message's own, ISO; it tells in which case a name may stand.
    """
    if not tokenized.tokens:
        return ""
    message = NameContext(
        tokenized,
        matches,
        contacts,
        context,
        compile_contact_terms(phrase_matcher),
        name_endings=phrase_matcher.name_endings,
        language=language,
        answer=answer,
    )
    return next((name for extract in _EXTRACTORS if (name := extract(message))), "")
