"""Whether a message takes back a name or a number that was given before it."""

from typing import NamedTuple

from parley.domain.understanding import MessageContext, Phone
from parley.nlu.contacts.phone import parse_phone
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.nlu.intents.yes_no import ReplyIntent
from parley.nlu.match_list import MatchList
from parley.text.tokenize import TokenizedText, normalized_words

_READ_BACK_SLOTS = frozenset({"confirm", "correction"})
# A customer who was asked for a name or a number and gives another one admits a slip and refuses nothing.
_SLIP_SLOTS = frozenset({"name", "phone", "correction"})


class ContactCorrection(NamedTuple):
    """The name and the number of a message, held against what is known and what was asked."""

    tokenized: TokenizedText
    matches: MatchList
    terms: ContactTerms
    context: MessageContext
    reply: ReplyIntent
    #: as the message gives them; empty and None where it gives none
    name: str
    phone: Phone | None

    @property
    def gives_contact(self) -> bool:
        """Whether the message gives a name or a number."""
        return bool(self.name or self.phone)

    def is_slip(self) -> bool:
        """Returns whether a value is called wrong only because the right one is given: "ой, ошиблась, вот …"."""
        return self.reply.is_slip and self.gives_contact and self.context.requested_slot in _SLIP_SLOTS

    def is_correction(self) -> bool:
        """Returns whether a name or a number is taken back.

        "No" and a new value do so, or "wrong" and the word number; "other" alone may be another colour.
        """
        if self._denies_known_name():
            return True
        if self.reply.correction:
            return self._is_read_back or self._concerns_contact
        if self.reply.answer == "no" and self._may_be_denied:
            return self.gives_contact or (self.matches.has("wrong") and self._concerns_contact)
        return self._is_read_back and self.gives_contact and self._replaces_known()

    def _denies_known_name(self) -> bool:
        """Returns whether another name is set against the known one, at whatever moment: "it's Anna, not Ann"."""
        terms = self.terms
        return (
            bool(self.name and self.context.known_name)
            and self.name != self.context.known_name
            and self._says_known_name()
            and any(
                token.normalized in terms.not_words or token.normalized in terms.not_words_after
                for token in self.tokenized.tokens
            )
        )

    @property
    def _is_read_back(self) -> bool:
        return self.context.requested_slot in _READ_BACK_SLOTS

    @property
    def _concerns_contact(self) -> bool:
        return self.gives_contact or self.matches.has("phone_words", "name_cue_before")

    @property
    def _may_be_denied(self) -> bool:
        return self._is_read_back or bool(self.context.known_name or self.context.known_phone)

    def _replaces_known(self) -> bool:
        """Returns whether the value given stands against the known one.

        "Yes, my name is Tom, everything is right" does not; "the number is right, not Tom but Tim" does.
        """
        return self._differs_from_known() and (not self.matches.has("right") or self._is_contrasted())

    def _differs_from_known(self) -> bool:
        return self._is_other_name() or self._is_other_phone()

    def _is_other_name(self) -> bool:
        known_name = self.context.known_name
        return bool(self.name and known_name) and not (
            set(normalized_words(known_name)) <= set(normalized_words(self.name))
        )

    def _is_other_phone(self) -> bool:
        if self.phone is None:
            return False
        known_phone = parse_phone(self.context.known_phone, self.context.country)
        if known_phone is None or known_phone.raw == self.phone.raw:
            return False
        return known_phone.e164 is None or known_phone.e164 != self.phone.e164

    def _is_contrasted(self) -> bool:
        """Returns whether the name is set against the known one, or only the number is called right."""
        return bool(self.name) and (self._says_known_name() or self._confirms_only_number())

    def _says_known_name(self) -> bool:
        known_words = set(normalized_words(self.context.known_name))
        return not known_words.isdisjoint(token.normalized for token in self.tokenized.tokens)

    def _confirms_only_number(self) -> bool:
        """Returns whether all that is called right is the number: "Имя с мягким знаком: Асель. Номер верный"."""
        return all(
            any(
                token.normalized in self.terms.phone_words
                for token in self.tokenized.tokens[match.start : match.end]
            )
            for match in self.matches.of_kind("right")
        )
