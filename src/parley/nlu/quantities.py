"""How many of something a message wants. A number counts only where something says so; numbers of names, sizes,
times, places and phones count nothing."""

from collections.abc import Collection, Sequence

from parley.nlu.ordering import OrderPhrases
from parley.text.tokenize import Token

# What many are taken of is said in so many words: "150 шт".
_MAX_BARE_QUANTITY = 99
_CUES = ("taking_words", "changing_words", "adding_words")


def find_quantities(
    tokens: Sequence[Token],
    words: OrderPhrases,
    goods: Collection[int] = (),
    excluded: Collection[int] = (),
    *,
    denied: Collection[int] = (),
    lone: bool = False,
) -> dict[int, int]:
    """Returns the numbers that count goods, by token: before a word that counts ("3 шт"), right before the goods
    or a word that points to them ("два таких"), beside a word that takes or changes ("make it 3"), or against the
    quantity that is taken back.

    `goods`: the first tokens of what is named; `excluded`: tokens that are left out, or belong to names; `denied`:
    how many were spoken of before, which may be taken back; `lone`: whether nothing but numbers and words that say
    nothing of their own is in the message.
    """
    cues, pointing = words.of(*_CUES), words.of("pointing_words")
    is_contrast = any(index in excluded and number in denied for index, number in words.numbers.items())
    found: dict[int, int] = {}
    for index, number in words.numbers.items():
        if index in excluded:
            continue
        following = next_word(tokens, index)
        if following in words.of("counting_words"):
            found[index] = number
        elif not is_named_otherwise(tokens, words, index):
            is_said = following in pointing or _stands_beside(tokens, index, following, cues | pointing)
            is_meant = is_contrast or lone or is_said
            if following in goods or (is_meant and number <= _MAX_BARE_QUANTITY):
                found[index] = number
    return found


def is_named_otherwise(tokens: Sequence[Token], words: OrderPhrases, index: int) -> bool:
    """Tells whether a number is said to be something else than a count: "около 4", "5 pm", "кв 12", "цифра 8"."""
    # Kazakh "соңы", the end, is typed as "соны", that one.
    is_several = tokens[index].is_number and len(tokens[index].normalized) > 1
    is_end = is_several and index - 1 in words.of("digit_words")
    if is_end or words.of("digit_words") - words.of("pointing_words"):
        return True
    is_named = index - 1 in words.of("naming_words")
    return is_named or next_word(tokens, index) in words.of("measuring_words")


def next_word(tokens: Sequence[Token], index: int) -> int:
    """Returns the token behind a number, past an ending with a hyphen: "2-ні"; the number of tokens behind the
    last."""
    following = index + 1
    return following + 1 if following < len(tokens) and tokens[following].after_hyphen else following


def _stands_beside(tokens: Sequence[Token], index: int, following: int, cues: Collection[int]) -> bool:
    """Tells whether a number stands beside such a word, and nothing that it could count otherwise behind it."""
    is_last = following >= len(tokens) or tokens[following].clause_index != tokens[index].clause_index
    return following in cues or (index - 1 in cues and (is_last or following in cues))
