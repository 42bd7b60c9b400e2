"""A message in which contacts are looked for, and the words around what is found."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from parley.domain.understanding import ExpectedReply, Phone
from parley.nlu.contacts.phone import MAX_PHONE_DIGITS, MIN_PHONE_DIGITS, parse_phone
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.text.tokenize import Token, TokenizedText

MAX_CUE_WORDS = 3
# A wall of digits costs no more than this many questions to libphonenumber.
_MAX_PARSE_ATTEMPTS = 120


class PhoneMention(NamedTuple):
    phone: Phone
    start: int
    end: int


@dataclass(slots=True)
class ContactSearch:
    """A message being searched."""

    tokenized: TokenizedText
    country: str
    requested_slot: ExpectedReply
    terms: ContactTerms
    #: positions of the tokens in the text
    token_starts: list[int]
    #: questions to libphonenumber that the message may still cost
    attempts_left: int = _MAX_PARSE_ATTEMPTS

    def parse(self, number: str, *, any_country: bool) -> Phone | None:
        """Returns the number as a phone; None for what is none, or when too many were tried.

        `any_country`: it stands where a phone does, so that any country's will do.
        """
        if (
            not MIN_PHONE_DIGITS <= sum(char.isdecimal() for char in number) <= MAX_PHONE_DIGITS + 3
            or self.attempts_left <= 0
        ):
            return None
        self.attempts_left -= 1
        return parse_phone(number, self.country, any_country=any_country)

    def tokens_before(self, position: int) -> list[Token]:
        """Returns the last words before a position of the text, the nearest first."""
        index = bisect_left(self.token_starts, position)
        return list(reversed(self.tokenized.tokens[max(0, index - MAX_CUE_WORDS) : index]))

    def token_after(self, position: int) -> Token | None:
        """Returns the first word behind a position of the text."""
        index = bisect_left(self.token_starts, position)
        return self.tokenized.tokens[index] if index < len(self.token_starts) else None

    def has_phone_cue(self, start: int) -> bool:
        """Returns whether what stands at `start` is said to be a phone."""
        nearest = self.tokens_before(start)
        return self.requested_slot == "phone" or any(
            word.normalized in self.terms.phone_words or word.normalized in self.terms.my_words for word in nearest
        )
