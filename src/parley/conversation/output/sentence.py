"""Cuts a stream of text into sentences, and a sentence into the words that rules look at."""

import re
import unicodedata
from functools import cached_property, lru_cache

from parley.conversation.output.amounts import ALSO_SPOKEN
from parley.conversation.output.digits import fold_digits
from parley.conversation.output.phrases import Found, PhraseTable, fold_word
from parley.languages.base import ClaimVocabulary, Language
from parley.languages.registry import find_languages

# "!", "?", "…" end a sentence where white space follows; a full stop only where neither a small letter nor a digit
# comes next ("12 тыс. тенге", "t . me"), so that it takes one more letter to know.
_SENTENCE_END = re.compile(
    r"\n|[!?…][»\")”\]]*(?=\s)|(?<=[^\s.])\.[»\")”\]]*(?=\s+[^\s\d.,:/()a-zа-яёіїєґқңөүұғһәў])|[。！？]"
)
_END_MARK = re.compile(r"[\n!?….。！？]")
# A sentence that does not end is judged in parts of such a length.
_MAX_SENTENCE_CHARS = 600
# A mark, what closes behind it and white space.
_LONGEST_END = 16
STEM_CHARS = 5
_WORD = re.compile(r"[^\W_]+(?:['’ʻ`ʼ‘@][^\W_]+)*")
_CLAUSE_END = re.compile(r"[,;:()\n—–…!?«»\"|•]|-(?=\s)|\.(?=\s|$)")
_INVISIBLES = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u20d0-\u20f0"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff"
_INVISIBLE, _LONE_MARK, _CONTROL = (re.compile(f"[{chars}]") for chars in (_INVISIBLES, _MARKS, _CONTROLS))
_UNCLEAN = re.compile(f"[{_INVISIBLES}{_MARKS}{_CONTROLS}]")
# An emoji is made of parts by a joiner, and coloured by a selector.
_IN_EMOJI = frozenset("\u200d\ufe0f")


def clean_text(text: str) -> str:
    """Returns a model's words without what nobody can see: control characters, invisible marks, marks on letters
    that have no such letter. Emoji stay whole."""
    if text.isascii():
        return _CONTROL.sub("", text)
    text = unicodedata.normalize("NFC", text)
    if not _UNCLEAN.search(text):
        return text
    text = _INVISIBLE.sub(lambda match: match[0] if _is_in_emoji(match) else "", _CONTROL.sub("", text))
    return _LONE_MARK.sub("", text)


def _is_in_emoji(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()]
    return match[0] in _IN_EMOJI and bool(before) and unicodedata.category(before) in ("So", "Sk", "Cf", "Mn")


class Sentence:
    """A sentence as it would be said, and what rules look at."""

    def __init__(self, text: str) -> None:
        #: cleaned
        self.text = text
        #: of the same length, with plain digits
        self.plain = fold_digits(text)
        #: its words as they are compared
        self.folded = tuple(map(fold_word, _WORD.findall(text)))
        #: the phrases of all languages' claim vocabularies that stand in it
        self.found = _phrase_table().find(self.folded)
        #: the kinds of these phrases
        self.kinds = frozenset([phrase.kind for phrase in self.found])

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The beginnings of its words."""
        return tuple([word[:STEM_CHARS] for word in self.folded])

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand in the text."""
        return tuple([match.span() for match in _WORD.finditer(self.text)])

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """Which part of the sentence each word stands in, counted by punctuation marks. What stands in brackets
        interrupts a part and does not end it."""
        marks = list(_CLAUSE_END.finditer(self.text))
        clauses: list[int] = []
        clause = outer = position = 0
        for start, _ in self.spans:
            while position < len(marks) and marks[position].start() < start:
                mark = marks[position][0]
                outer, clause = (clause, position + 1) if mark == "(" else (outer, position + 1)
                clause = outer if mark == ")" else clause
                position += 1
            clauses.append(clause)
        return tuple(clauses)

    def phrases(self, *kinds: str) -> list[Found]:
        """Returns the phrases of these kinds, in order."""
        return [phrase for phrase in self.found if phrase.kind in kinds]

    def has_number_word(self, language: str) -> bool:
        """Tells whether a part of a spoken amount stands in it, in this language or one spoken beside it."""
        if "number" not in self.kinds:
            return False
        return any(found.kind == "number" and found.language in (language, *ALSO_SPOKEN) for found in self.found)

    def clause_of(self, phrase: Found) -> int:
        """Returns the part of the sentence that a phrase begins in."""
        return self.clauses[phrase.start]

    @property
    def is_question(self) -> bool:
        """Whether it ends in a question mark."""
        return self.text.rstrip().rstrip('»")”] ').endswith("?")


# Kinds that no rule is about, and which may stand in any sentence.
CONTEXT_KINDS = frozenset(
    {"condition", "negation", "hedge", "limit", "free_idiom", "number", "request", "contact_promise"}
)


def _entries(language: Language) -> list[tuple[str, str, str]]:
    claims: ClaimVocabulary = language.claims
    lists = {
        "order_noun": claims.order_nouns,
        "order_done": claims.order_done,
        "order": claims.order_done_alone,
        "payment_noun": claims.payment_nouns,
        "payment_done": claims.payment_done,
        "payment": claims.payment_done_alone,
        "condition": claims.conditions,
        "negation": claims.negations,
        "discount": (*claims.discount_words, *language.vocabulary.discount_words),
        "hedge": claims.hedges,
        "free": claims.free_words,
        "free_idiom": claims.free_idioms,
        "price_cue": claims.price_cues,
        "limit": claims.limit_words,
        "secret": claims.secret_words,
        "name_request": claims.name_requests,
        "phone_request": claims.phone_requests,
        "request": claims.request_words,
        "contact_promise": claims.contact_promises,
        "number": [
            entry.partition("=")[0]
            for entry in (*language.vocabulary.contacts.number_words, *language.vocabulary.contacts.number_forms)
            if entry.partition("=")[2][:1] not in _NO_NUMBERS
        ],
    }
    return [(kind, language.code, entry) for kind, entries in lists.items() for entry in entries]


# Notations of words that repeat or join digits.
_NO_NUMBERS = ("x", "-", "+")


@lru_cache(maxsize=1)
def _phrase_table() -> PhraseTable:
    return PhraseTable(entry for language in find_languages().values() for entry in _entries(language))


# The number of a line in a list ends no sentence: "1. Samsung".
_MAX_LIST_NUMBER_CHARS = 2


def end_of_sentence(text: str, searched: int = 0) -> int:
    """Returns where the first sentence of a text ends; 0 where it is not known yet. `searched`: so much of the text
    was looked at before."""
    for mark in _END_MARK.finditer(text, max(searched - _LONGEST_END, 0)):
        is_list_number = mark.start() <= _MAX_LIST_NUMBER_CHARS and text[: mark.start()].isdigit()
        if not is_list_number and (match := _SENTENCE_END.match(text, mark.start())):
            return match.end()
    if len(text) > _MAX_SENTENCE_CHARS:
        return text.rfind(" ", 0, _MAX_SENTENCE_CHARS) + 1 or _MAX_SENTENCE_CHARS
    return 0
