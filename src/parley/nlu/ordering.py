"""Finds the words with which a message takes goods or changes what was taken: how many, in which size, this one."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from parley.concepts.token import number_digits
from parley.nlu.phrase_matcher import Match, PhraseIndex, PhraseMatcher, keep_longest
from parley.text.normalize import latinize
from parley.text.tokenize import Token, TokenizedText, normalized_words

# A clothes size in letters. One letter alone has to be a capital, or to stand beside a word for size.
_LETTER_SIZE = re.compile(r"xx?s|s|m|l|x{1,4}l", re.IGNORECASE)
_CYRILLIC_SIZES = str.maketrans("МСХЛмсхл", "MSXLmsxl")
# "3XL" is cut into a number and letters.
_LARGE_LETTERS = frozenset({"xl", "xs"})
# So many digits running are a phone, a card, a code.
_MIN_CODE_DIGITS = 6
_MAX_QUANTITY, _MAX_BARE_QUANTITY = 999, 99
_ONE_WORDS = frozenset(
    map(
        latinize,
        normalized_words(
            "one один одну одна одне одного одной однієї бір бир біреу біреуін бирөө бирөөнү bitta bittasini нэг"
        ),
    )
)
# Of several as one: "екеу", "пару".
_GROUP_WORDS = {
    latinize(word): digits
    for digits, listed in (
        ("2", "екеу екеуін экөө экөөнү пару двое двоє ikkitasini couple хоёрыг хоёр"),
        ("3", "үшеу үшеуін үчөө үчөөнү трое троє uchtasini гурвыг"),
        ("4", "төртеу төртеуін төртөө төртөөнү четверо to'rttasini дөрвийг"),
    )
    for word in normalized_words(listed)
}
_QUANTITY_CUES = frozenset({"taking_words", "changing_words", "adding_words"})


@dataclass(frozen=True, slots=True)
class OrderPhrases:
    """What the words of a message say of an order."""

    #: token indices by list of `OrderVocabulary`
    by_kind: Mapping[str, frozenset[int]]
    #: numbers by token: those that no phone, size, time or price is
    numbers: Mapping[int, int]
    #: sizes by token: "XL", "42"
    sizes: Mapping[int, str]

    def has(self, kind: str) -> bool:
        """Tells whether the message has a word of a list."""
        return bool(self.by_kind.get(kind))

    def of(self, *kinds: str) -> frozenset[int]:
        """Returns the tokens that stand in one of these lists."""
        return frozenset().union(*(self.by_kind.get(kind, frozenset()) for kind in kinds))


@lru_cache(maxsize=8)
def compile_order_terms(matcher: PhraseMatcher) -> PhraseIndex:
    """Returns the words of all languages of a matcher, compiled once for each."""
    return PhraseIndex(
        (field.name, code, entry)
        for code, vocabulary in matcher.vocabularies.items()
        for field in fields(vocabulary.ordering)
        for entry in getattr(vocabulary.ordering, field.name)
    )


def read_order_words(tokenized: TokenizedText, terms: PhraseIndex) -> OrderPhrases:
    """Returns what the words of a message say of an order."""
    by_kind = _indices_by_kind(terms.find_matches(tokenized.tokens))
    sizes = _find_sizes(tokenized.tokens, by_kind.get("size_words", frozenset()))
    counting = by_kind.get("counting_words", frozenset())
    return OrderPhrases(by_kind, _find_numbers(tokenized.tokens, sizes, counting), sizes)


def _indices_by_kind(matches: Sequence[Match]) -> dict[str, frozenset[int]]:
    """Returns the tokens by kind: of a kind the longest match counts, other kinds may stand at the same place."""
    found: dict[str, set[int]] = {}
    for kind in {match.kind for match in matches}:
        own = keep_longest([match for match in matches if match.kind == kind])
        found[kind] = {index for match in own for index in range(match.start, match.end)}
    return {kind: frozenset(indices) for kind, indices in found.items()}


def _find_sizes(tokens: Sequence[Token], size_words: Collection[int]) -> dict[int, str]:
    sizes: dict[int, str] = {}
    for index, token in enumerate(tokens):
        beside = index - 1 in size_words or index + 1 in size_words
        plain = token.text.translate(_CYRILLIC_SIZES)
        if _LETTER_SIZE.fullmatch(plain) and _may_be_size(tokens, index, plain, beside=beside):
            previous = tokens[index - 1] if index else None
            is_counted = previous is not None and previous.end == token.start and previous.normalized in "2345"
            sizes[index] = f"{previous.text if previous and is_counted else ''}{plain.upper()}"
        elif beside and token.normalized.isdecimal() and len(token.normalized) < 4:
            sizes[index] = token.text
    return sizes


def _may_be_size(tokens: Sequence[Token], index: int, plain: str, *, beside: bool) -> bool:
    """Returns whether letters are a size: one alone is a capital, or stands beside a word for size."""
    if beside or plain.lower() not in ("s", "m", "l"):
        return True
    return tokens[index].text == plain.upper() and len(tokens) > 1


def _find_numbers(tokens: Sequence[Token], sizes: Mapping[int, str], counting: Collection[int]) -> dict[int, int]:
    """Returns the numbers that may count something."""
    codes = _code_tokens(tokens)
    numbers: dict[int, int] = {}
    for index, token in enumerate(tokens):
        latin = latinize(token.normalized)
        digits = "1" if latin in _ONE_WORDS else _GROUP_WORDS.get(latin) or (number_digits(latin) if latin else "")
        if index in codes or index in sizes or not digits.isdecimal() or _is_glued(tokens, index, counting):
            continue
        if 0 < int(digits) <= _MAX_QUANTITY and not _is_size_prefix(sizes, index):
            numbers[index] = int(digits)
    return numbers


def _is_size_prefix(sizes: Mapping[int, str], index: int) -> bool:
    return sizes.get(index + 1, "")[:1].isdigit()


def _is_glued(tokens: Sequence[Token], index: int, counting: Collection[int]) -> bool:
    """Returns whether a number is a part of a name or a measure: "S4", "A-55", "4K", "180х200"; "3шт" counts."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is not None and not before.is_number and (before.end == token.start or token.after_hyphen):
        return True
    return behind is not None and behind.start == token.end and index + 1 not in counting


def _code_tokens(tokens: Sequence[Token]) -> frozenset[int]:
    """Returns the tokens of numbers that are too long to count anything: phones, also with spaces."""
    found: set[int] = set()
    run: list[int] = []
    for index, token in enumerate((*tokens, None)):
        if token is not None and token.is_number:
            run.append(index)
            continue
        if sum(sum(map(str.isdecimal, tokens[each].text)) for each in run) >= _MIN_CODE_DIGITS:
            found.update(run)
        run = []
    return frozenset(found)


def find_quantities(
    tokens: Sequence[Token], words: OrderPhrases, goods: Collection[int], excluded: Collection[int]
) -> dict[int, int]:
    """Returns the numbers that count goods, by token: before a word that counts ("3 шт"), right before the goods,
    beside a word that takes or changes ("make it 3"), or against a number that is taken back. `goods`: the first
    tokens of what is named; `excluded`: tokens that are left out."""
    counting, cues = words.of("counting_words"), words.of(*_QUANTITY_CUES)
    is_contrast = any(index in excluded for index in words.numbers)
    found: dict[int, int] = {}
    for index, number in words.numbers.items():
        if index in excluded:
            continue
        following = _next_word(tokens, index)
        is_counted = following in counting or following in goods
        is_bare = number <= _MAX_BARE_QUANTITY
        if is_counted or (is_bare and (is_contrast or _stands_beside(tokens, index, following, cues))):
            found[index] = number
    return found


def _next_word(tokens: Sequence[Token], index: int) -> int:
    """Returns the token behind a number, past an ending with a hyphen: "2-ні"."""
    following = index + 1
    return following + 1 if following < len(tokens) and tokens[following].after_hyphen else following


def _stands_beside(tokens: Sequence[Token], index: int, following: int, cues: Collection[int]) -> bool:
    """Tells whether a number stands beside such a word, and nothing that it could count otherwise behind it."""
    is_last = following >= len(tokens) or tokens[following].clause_index != tokens[index].clause_index
    return following in cues or (index - 1 in cues and (is_last or following in cues))
