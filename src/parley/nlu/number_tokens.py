"""Which numbers of a message may count something: no phone, code, size or measure, and no part of a name."""

from collections.abc import Collection, Mapping, Sequence

from parley.concepts.token import number_digits
from parley.concepts.units import is_unit
from parley.text.normalize import latinize
from parley.text.tokenize import Token, normalized_words

# So many digits running are a phone, a card, a code.
_MIN_CODE_DIGITS = 6
_MAX_QUANTITY = 999
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
# "бешти алам"
_OBJECT_ENDINGS = ("ti", "tu", "di", "du", "ni", "nu")
_TIMES_SIGNS = frozenset(("x", "х", "×"))


def read_numbers(tokens: Sequence[Token], sizes: Mapping[int, str], counting: Collection[int]) -> dict[int, int]:
    """Returns the numbers that may count something, by token. `sizes`: what is a size; `counting`: the tokens of
    words that count, "шт"."""
    codes = _code_tokens(tokens)
    numbers: dict[int, int] = {}
    for index, token in enumerate(tokens):
        digits = _digits_of(token)
        if not digits.isdecimal() or index in codes or _is_glued(tokens, index, counting):
            continue
        is_size = index in sizes or _is_size_prefix(sizes, index) or _is_side(tokens, index)
        if is_size or not 0 < int(digits) <= _MAX_QUANTITY:
            continue
        if index + 1 in counting or not _is_measured(tokens, index):
            numbers[index] = int(digits)
    return numbers


def _digits_of(token: Token) -> str:
    """Returns the number that a token is, in digits; empty where it is none. "15-тен" is no ten."""
    latin = latinize(token.normalized)
    if not latin or (token.after_hyphen and not token.is_number):
        return ""
    if len(latin) > 2 and latin.endswith(_OBJECT_ENDINGS) and (digits := number_digits(latin[:-2])):
        return digits
    return "1" if latin in _ONE_WORDS else _GROUP_WORDS.get(latin) or number_digits(latin)


def _is_size_prefix(sizes: Mapping[int, str], index: int) -> bool:
    return sizes.get(index + 1, "")[:1].isdigit()


def _is_glued(tokens: Sequence[Token], index: int, counting: Collection[int]) -> bool:
    """Returns whether a number is a part of a name or a measure: "S4", "A-55", "4K", "180х200"; "3шт" counts."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is not None and not before.is_number and (before.end == token.start or token.after_hyphen):
        return before.normalized not in _TIMES_SIGNS or (index - 2 >= 0 and tokens[index - 2].is_number)
    return behind is not None and behind.start == token.end and index + 1 not in counting


def _is_side(tokens: Sequence[Token], index: int) -> bool:
    """Returns whether a number is a side: of "200 x 220" both."""
    for sign, other in ((index + 1, index + 2), (index - 1, index - 2)):
        if min(sign, other) < 0 or max(sign, other) >= len(tokens):
            continue
        if tokens[sign].normalized in _TIMES_SIGNS and tokens[other].is_number:
            return True
    return False


def _is_measured(tokens: Sequence[Token], index: int) -> bool:
    """Returns whether a unit stands behind a number: "256 ГБ"."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and is_unit(following.normalized)


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
