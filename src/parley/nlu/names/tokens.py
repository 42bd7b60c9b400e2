"""What each word of a message may be in a name, and where a name ends."""

import re
from collections.abc import Collection, Mapping, Sequence

from parley.domain.understanding import MessageContext, YesNo
from parley.nlu.contacts.extract import ContactEntities
from parley.nlu.contacts.vocabulary import ContactTerms, is_first_name
from parley.nlu.match_list import MatchList
from parley.nlu.names.traits import FIRST_NAME_CLASSES, NAME_START_CLASSES, NameClass, NameTraits
from parley.nlu.phrase_matcher import Match
from parley.text.tokenize import Token, TokenizedText

# "Иванов Сакен Маратович"; with particles and the parts of double names.
MAX_NAME_WORDS, _MAX_NAME_TOKENS = 3, 8
# A wall of "меня зовут" costs no more than this many looks.
_MAX_CUES = 10
_MAX_COUNTER_CHARS = 2
_MIN_PLACE_LETTERS, _MIN_LABEL_LETTERS = 3, 6
_MAX_CACHED_TRAITS = 20_000
_POSSESSIVE_ENDINGS = ("'s", "’s")
_OPENING_QUOTES = ("«", "„", "“", '"')
_VOWEL = re.compile("[аеиоуыэюяёіїєөүұәaeiouy]")
# Where these were found, the words are no name.
_NOT_NAME_KINDS = frozenset(
    [
        "yes", "no", "wrong", "right", "later", "correction", "not_names", "phone_words", "greeting", "thanks",
        "goodbye", "human", "opt_out", "refuses_contact", "why_contact", "why_words", "price", "ready_to_order",
        "question",
        "who_are_you", "catalogue", "language_markers", "name_cue_before", "weak_name_cue", "name_cue_after",
    ]
)  # fmt: skip
# Lists of `ContactTerms` whose words lead to a name or away from one.
_ROLES = (
    "name_particles", "third_party_words", "kinship_words", "self_pronouns", "name_hints",
    "not_words", "not_words_after", "but_words", "rename_verbs", "rename_prepositions", "oblique_cues",
    "in_name_of_words", "booking_verbs", "booking_prepositions", "that_one_words",
)  # fmt: skip


class NameContext:
    """A message in which a name is looked for."""

    __slots__ = (
        "answer", "classes", "contacts", "context", "indices_by_role", "is_name_requested", "language", "matches",
        "name_endings", "terms", "tokenized", "tokens", "traits",
    )  # fmt: skip

    def __init__(
        self,
        tokenized: TokenizedText,
        matches: MatchList,
        contacts: ContactEntities,
        context: MessageContext,
        terms: ContactTerms,
        *,
        name_endings: Collection[str] = (),
        language: str = "",
        answer: YesNo = "",
    ) -> None:
        self.tokenized, self.tokens = tokenized, tokenized.tokens
        self.matches = matches
        self.contacts = contacts
        self.context = context
        self.terms = terms
        #: what is glued to a name, normalised: "мын"
        self.name_endings = name_endings
        #: the message's own, ISO; "" when it is not known
        self.language = language
        #: what the message says to the last question
        self.answer = answer
        self.is_name_requested = context.requested_slot in ("name", "correction")
        #: of each token
        self.traits: list[NameTraits] = [name_traits(token.normalized, terms) for token in self.tokens]
        self.indices_by_role: Mapping[str, Sequence[int]] = _indices_by_role(self.traits)
        self.classes: Sequence[NameClass] = _classify_tokens(self)

    def indices_of(self, role: str) -> Sequence[int]:
        """Returns the words that a list of `ContactTerms` holds, in order."""
        return self.indices_by_role.get(role, ())

    def has_role(self, index: int, role: str) -> bool:
        """Returns whether a list of `ContactTerms` holds a word of the message."""
        return role in self.traits[index].roles

    def cues(self, kind: str) -> Sequence[Match]:
        """Returns the first phrases of a kind that introduces names."""
        return self.matches.of_kind(kind)[:_MAX_CUES]

    def in_question(self, index: int) -> bool:
        """Returns whether a word stands in a clause that a question mark closes."""
        return self.tokenized.clauses[self.tokens[index].clause_index].is_question

    def in_same_clause(self, first: int, second: int) -> bool:
        """Returns whether two words stand in one clause."""
        return self.tokens[first].clause_index == self.tokens[second].clause_index

    def is_capitalized(self, index: int) -> bool:
        """Returns whether a word begins with a capital letter."""
        return self.tokens[index].text[0].isupper()

    def looks_like_name(self, index: int) -> bool:
        """Returns whether a word is a first name, or a surname or a patronymic by its ending."""
        name_class = self.classes[index]
        if name_class is NameClass.UNKNOWN:
            return _ending_length(self.tokens[index].normalized, self.terms.surname_endings) > 0
        return name_class > NameClass.UNKNOWN

    def is_closing_particle(self, index: int) -> bool:
        """Returns whether a particle ends a name: "қызы", "o'g'li"."""
        return self.tokens[index].normalized.endswith(self.terms.surname_endings)


def name_traits(normalized: str, terms: ContactTerms) -> NameTraits:
    """Returns what a word may be by itself; remembered, for people use the same ones."""
    if traits := terms.name_traits.get(normalized):
        return traits
    if len(terms.name_traits) >= _MAX_CACHED_TRAITS:
        terms.name_traits.clear()
    roles = frozenset(role for role in _ROLES if normalized in getattr(terms, role))
    traits = terms.name_traits[normalized] = NameTraits(_isolated_class(normalized, terms), roles)
    return traits


def _isolated_class(normalized: str, terms: ContactTerms) -> NameClass:
    is_known_word = normalized in terms.non_name_words or normalized in terms.third_party_words
    if is_first_name(normalized, terms):
        is_ambiguous = is_known_word or normalized in terms.ambiguous_first_names
        return NameClass.AMBIGUOUS if is_ambiguous else NameClass.FIRST_NAME
    if is_known_word:
        return NameClass.KNOWN_WORD
    has_other_ending = _ending_length(normalized, terms.non_name_endings) > _ending_length(
        normalized, terms.surname_endings
    )
    return NameClass.NOT_NAME if has_other_ending or len(set(normalized)) == 1 else NameClass.UNKNOWN  # "ааа"


def _ending_length(normalized: str, endings: tuple[str, ...]) -> int:
    """Returns how long the ending is that a word has, behind a stem of two letters at least; 0 for none."""
    if not normalized.endswith(endings):
        return 0
    return max((len(ending) for ending in endings if normalized[2:].endswith(ending)), default=0)


def _indices_by_role(traits: Sequence[NameTraits]) -> dict[str, list[int]]:
    indices: dict[str, list[int]] = {}
    for index, (_, roles) in enumerate(traits):
        for role in roles:
            indices.setdefault(role, []).append(index)
    return indices


def _classify_tokens(message: NameContext) -> list[NameClass]:
    excluded = _excluded_indices(message)
    # "бул ким": who is this; "Ким" alone is a name
    questions = {match.start for match in message.matches.of_kind("question") if match.start}
    elsewhere = firm_indices(message) | place_indices(message)
    return [
        NameClass.NOT_NAME
        if index in elsewhere or (index in questions and token.text.islower())
        else _classify_token(message, index, token, is_excluded=index in excluded)
        for index, token in enumerate(message.tokens)
    ]


def _excluded_indices(message: NameContext) -> set[int]:
    """Returns the words that were understood as something else.

    A word in Latin letters that only sounds like a Cyrillic phrase is not one of them when it has a capital letter.
    """
    excluded: set[int] = set()
    for kind, matches in message.matches.by_kind.items():
        if kind not in _NOT_NAME_KINDS:
            continue
        for match in matches:
            indices = range(match.start, match.end)
            excluded.update(
                (index for index in indices if index == 0 or not message.is_capitalized(index))
                if match.latinized
                else indices
            )
    return excluded


def _classify_token(message: NameContext, index: int, token: Token, *, is_excluded: bool) -> NameClass:
    if _is_no_word(message, token):
        return NameClass.NOT_NAME
    if len(token.text) == 1:
        return NameClass.INITIAL if _is_initial(message, index) else NameClass.NOT_NAME
    name_class, roles = message.traits[index]
    if index and "name_particles" in roles and token.text[0].islower():
        return NameClass.PARTICLE
    if name_class in FIRST_NAME_CLASSES:
        return NameClass.AMBIGUOUS if is_excluded else name_class
    if is_excluded:
        return NameClass.NOT_NAME
    if name_class is NameClass.UNKNOWN and (
        _is_noise(message, token) or _is_counted_or_label(message, index) or _labels_address(message, token)
    ):
        return NameClass.NOT_NAME
    return name_class


def _is_no_word(message: NameContext, token: Token) -> bool:
    """Returns whether a token can be no part of a name, whatever stands around it.

    It is a number or a gesture, belongs to the company or to an address, or has an owner: "Anna's birthday".
    """
    return (
        not token.text[0].isalpha()
        or token.normalized in message.context.not_names
        or message.contacts.covers(token.start)
        or token.text[-2:] in _POSSESSIVE_ENDINGS
    )


def _labels_address(message: NameContext, token: Token) -> bool:
    """Returns whether a word in small letters says what the address behind it is: "поштам dana@firma.kz"."""
    behind = message.tokenized.text[token.end :].split(maxsplit=1)
    return token.text.islower() and bool(behind) and "@" in behind[0]


def _is_initial(message: NameContext, index: int) -> bool:
    """Returns whether a single letter is an initial: it is a capital with a dot, and no sentence of its own."""
    token = message.tokens[index]
    is_dotted = message.tokenized.text[token.end : token.end + 1] == "."
    if not is_dotted or not token.text.isupper():
        return False
    return index > 0 or (len(message.tokens) > 1 and message.is_capitalized(1))


def firm_indices(message: NameContext) -> set[int]:
    """Returns the words of firms' names: what follows "ТОО" in its clause, or stands before "Ltd" at its end."""
    found: set[int] = set()
    for index, token in enumerate(message.tokens):
        if token.normalized not in message.terms.firm_words:
            continue
        clause = message.tokenized.clauses[token.clause_index]
        behind = range(index + 1, min(clause.end, index + 1 + MAX_NAME_WORDS))
        named = [other for other in behind if message.is_capitalized(other)]
        if not named:
            start = index
            while start > clause.start and message.is_capitalized(start - 1):
                start -= 1
            named = list(range(start, index))
        found.update([index, *named])
    return found


def place_indices(message: NameContext) -> set[int]:
    """Returns the words behind "I" that say where somebody is or comes from: "мен Шымкенттен", "би Дарханд"."""
    found = set()
    for hint in message.cues("weak_name_cue"):
        endings = message.terms.place_endings.get(hint.language, ())
        token = message.tokens[hint.end] if endings and hint.end < len(message.tokens) else None
        if token is None or message.traits[hint.end].name_class in FIRST_NAME_CLASSES:
            continue
        stems = [len(token.normalized) - len(ending) for ending in endings if token.normalized.endswith(ending)]
        if stems and max(stems) >= _MIN_PLACE_LETTERS:
            found.add(hint.end)
    return found


def _is_counted_or_label(message: NameContext, index: int) -> bool:
    """Returns whether a number counts a word ("12 valvekits", "8 ta fotooboy"), or it is what a document is
    called."""
    token = message.tokens[index]
    is_counted = _is_count(message, index - 1, index) or (
        # a counter between: "8 ta"
        index > 1
        and len(message.tokens[index - 1].text) <= _MAX_COUNTER_CHARS
        and _is_count(message, index - 2, index)
    )
    return is_counted or _is_label(token.normalized, message.terms)


def _is_label(normalized: str, terms: ContactTerms) -> bool:
    """Returns whether a word is what a document or its number is called, but for short beginnings: "Кодиров"."""
    return normalized in terms.identifier_words.exact or any(
        len(prefix) >= _MIN_LABEL_LETTERS and normalized.startswith(prefix)
        for prefix in terms.identifier_words.prefixes
    )


def _is_count(message: NameContext, near: int, index: int) -> bool:
    if near < 0 or not message.in_same_clause(near, index):
        return False
    token = message.tokens[near]
    return token.is_number and not message.contacts.covers(token.start)


def _is_noise(message: NameContext, token: Token) -> bool:
    """Returns whether a word has no vowel ("хм"), or is what something is called in quotation marks."""
    before = message.tokenized.text[token.start - 1 : token.start]
    return before in _OPENING_QUOTES or not _VOWEL.search(token.text.lower())


def collect_name_indices(message: NameContext, start: int, *, allow_lowercase: bool) -> list[int]:
    """Returns the words of a name from `start` on; none where no name begins.

    `allow_lowercase`: the first word may be any; else it has a capital letter or is a first name. What follows must
    look like a name as the first word does: "зовут Сакен хочу ноутбук".
    """
    if not _begins_name(message, start, allow_lowercase=allow_lowercase):
        return []
    indices = [start]
    for index in range(start + 1, len(message.tokens)):
        if not _extends_name(message, indices, index):
            break
        indices.append(index)
    while message.classes[indices[-1]] is NameClass.PARTICLE and not message.is_closing_particle(indices[-1]):
        indices.pop()
    return [] if all(message.classes[index] is NameClass.INITIAL for index in indices) else indices


def _begins_name(message: NameContext, index: int, *, allow_lowercase: bool) -> bool:
    if index >= len(message.tokens) or message.classes[index] not in NAME_START_CLASSES:
        return False
    return allow_lowercase or message.classes[index] in FIRST_NAME_CLASSES or message.is_capitalized(index)


def _extends_name(message: NameContext, indices: Sequence[int], index: int) -> bool:
    """Returns whether a word belongs to the name that stands right before it."""
    classes, previous = message.classes, indices[-1]
    if len(indices) >= _MAX_NAME_TOKENS:
        return False
    if not message.in_same_clause(index, previous) and classes[previous] is not NameClass.INITIAL:
        return False
    if classes[index] is NameClass.PARTICLE:
        return message.is_closing_particle(index) or _is_before_capital(message, index)
    after_hyphen = message.tokens[index].after_hyphen
    if not after_hyphen and _count_words(message, indices) >= MAX_NAME_WORDS:
        return False
    if message.is_capitalized(indices[0]) and message.is_capitalized(index):
        may_be_surname = classes[indices[0]] in FIRST_NAME_CLASSES or classes[previous] is NameClass.PARTICLE
        is_surname = classes[index] is NameClass.KNOWN_WORD and may_be_surname
        return is_surname or classes[index] in NAME_START_CLASSES
    if after_hyphen:
        return classes[index] in NAME_START_CLASSES
    if classes[index] is NameClass.UNKNOWN:
        return message.looks_like_name(index)
    return classes[index] is NameClass.FIRST_NAME


def _is_before_capital(message: NameContext, index: int) -> bool:
    """Returns whether a word with a capital letter follows a particle: "van Dyke"; what it is, is asked next."""
    following = index + 1
    while following < len(message.tokens) and message.classes[following] is NameClass.PARTICLE:
        following += 1
    return following < len(message.tokens) and message.is_capitalized(following)


def _count_words(message: NameContext, indices: Sequence[int]) -> int:
    """Returns how many words a name has; particles and the second halves of double names are none."""
    return sum(
        message.classes[index] is not NameClass.PARTICLE and not message.tokens[index].after_hyphen
        for index in indices
    )
