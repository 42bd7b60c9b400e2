"""Finds phones and e-mails in what a customer typed. `phone` reads one number by itself, `names` finds names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parley.domain.understanding import ContactKind, ContactMention, ContactOwner, ExpectedReply, Phone
from parley.nlu.contacts.address_owner import classify_address_owners
from parley.nlu.contacts.contact_search import ContactSearch, PhoneMention
from parley.nlu.contacts.email import find_emails
from parley.nlu.contacts.handles import find_handles, network_of
from parley.nlu.contacts.partial_phone import find_partial_phone
from parley.nlu.contacts.phone_owner import PhoneOwner, classify_phone_owners
from parley.nlu.contacts.typed_phones import find_spoken_phones, find_typed_phones
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.text.digits import plain_digits
from parley.text.tokenize import TokenizedText

# Fewer words spell neither a number nor an address.
_MIN_SPOKEN_WORDS = 5
# A digit, an address, a handle or a link to one.
_MAY_HOLD_CONTACT = re.compile(r"[\d@_/]")
_OWNERS: Mapping[PhoneOwner, ContactOwner] = {
    PhoneOwner.COMPANY: "company",
    PhoneOwner.THIRD_PARTY: "other",
    PhoneOwner.OUTDATED: "customer",
    PhoneOwner.UNKNOWN: "unknown",
    PhoneOwner.IN_USE: "customer",
    PhoneOwner.CUSTOMER: "customer",
}


@dataclass(frozen=True, slots=True)
class ContactEntities:
    """The numbers and addresses of a message."""

    #: the customer's own
    phone: Phone | None = None
    email: str = ""
    #: the customer's own in a messenger or a social network, with its @
    handle: str = ""
    handle_network: str = ""
    #: all numbers and addresses, anybody's, in order
    mentions: Sequence[ContactMention] = ()
    #: digits too few or too many for a phone, where no phone is given
    partial_phone: str = ""
    #: where phones and addresses stand in the text, anybody's
    spans: Sequence[tuple[int, int]] = ()

    @property
    def gives_own(self) -> bool:
        """Whether a contact of the customer's own is given."""
        return bool(self.phone or self.email or self.handle)

    def covers(self, position: int) -> bool:
        """Returns whether a character of the text belongs to a phone or an address."""
        return any(start <= position < end for start, end in self.spans)


def extract_contacts(
    tokenized: TokenizedText, country: str, requested_slot: ExpectedReply, terms: ContactTerms
) -> ContactEntities:
    """Returns the customer's own phone and e-mail: of several the first, or the one called "my".

    Somebody else's number ("номер жены") counts only when a phone was asked for and no other is given. `country`:
    where a number without + is from. `terms`: the words about phones.
    """
    text = plain_digits(tokenized.text)
    if not _MAY_HOLD_CONTACT.search(text) and not _may_spell_contact(tokenized, terms):
        return ContactEntities()
    search = ContactSearch(tokenized, country, requested_slot, terms, [word.start for word in tokenized.tokens])
    emails = list(_find_emails(text, tokenized, terms))
    masked = _hide(text, [span for _, span in emails])
    handles = list(find_handles(masked, search))
    masked = _hide(masked, [span for _, span in handles])
    phones = sorted(
        (*find_typed_phones(masked, search), *find_spoken_phones(search)), key=lambda number: number.start
    )
    owners = classify_phone_owners(masked, [(number.start, number.end) for number in phones], terms)
    phone = _choose_customer_phone(phones, owners, search)
    masked = _hide(masked, [(number.start, number.end) for number in phones])
    mentions = sorted(
        (
            *(_phone_mention(number, owner) for number, owner in zip(phones, owners, strict=True)),
            *_address_mentions(masked, emails, "email", search),
            *_address_mentions(masked, handles, "handle", search),
        ),
        key=lambda mention: mention.start,
    )
    email, handle = _first_own(mentions, "email"), _first_own(mentions, "handle")
    return ContactEntities(
        phone=phone,
        email=email.contact.value if email else "",
        handle=handle.contact.value if handle else "",
        handle_network=network_of(text, handle.start, handle.end) if handle else "",
        mentions=tuple(mention.contact for mention in mentions),
        partial_phone="" if phones else find_partial_phone(masked, search),
        spans=tuple((mention.start, mention.end) for mention in mentions),
    )


class _Mention(NamedTuple):
    contact: ContactMention
    start: int
    end: int


def _phone_mention(number: PhoneMention, owner: PhoneOwner) -> _Mention:
    contact = ContactMention("phone", number.phone.e164 or number.phone.raw, _OWNERS[owner])
    return _Mention(contact, number.start, number.end)


def _address_mentions(
    masked: str, found: Sequence[tuple[str, tuple[int, int]]], kind: ContactKind, search: ContactSearch
) -> Iterator[_Mention]:
    is_requested = search.requested_slot == "phone"
    owners = classify_address_owners(
        masked, [span for _, span in found], kind, search.terms, is_requested=is_requested
    )
    for (value, (start, end)), owner in zip(found, owners, strict=True):
        yield _Mention(ContactMention(kind, value, owner), start, end)


def _first_own(mentions: Sequence[_Mention], kind: ContactKind) -> _Mention | None:
    """Returns the customer's own address of a kind: the first."""
    own = (mention for mention in mentions if mention.contact.owner == "customer")
    return next((mention for mention in own if mention.contact.kind == kind), None)


def _hide(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "|" * (end - start) + text[end:]
    return text


def _may_spell_contact(tokenized: TokenizedText, terms: ContactTerms) -> bool:
    """Returns whether a text without digits and @ may spell a number or an address in words."""
    return len(tokenized.tokens) >= _MIN_SPOKEN_WORDS and any(
        token.normalized in terms.number_words or token.normalized in terms.at_sign_words
        for token in tokenized.tokens
    )


def _find_emails(text: str, tokenized: TokenizedText, terms: ContactTerms) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yields the e-mail addresses, anybody's, with where they stand."""
    spoken_pattern = (
        terms.spoken_email_pattern
        if any(word.normalized in terms.at_sign_words for word in tokenized.tokens)
        else None
    )
    yield from find_emails(text, spoken_pattern, tuple(terms.dot_words))


def _choose_customer_phone(
    mentions: Sequence[PhoneMention], labels: Sequence[PhoneOwner], search: ContactSearch
) -> Phone | None:
    """Returns the customer's own number; None where all that are given are somebody else's."""
    if not mentions:
        return None
    best = max(range(len(mentions)), key=lambda index: labels[index])
    is_owner_told = max(labels) > PhoneOwner.UNKNOWN or PhoneOwner.OUTDATED in labels
    if (
        len(mentions) > 1
        and not is_owner_told
        and any(word.normalized in search.terms.second_words for word in search.tokenized.tokens)
    ):
        best = 1
    if labels[best] is PhoneOwner.COMPANY:
        return None
    if labels[best] is PhoneOwner.THIRD_PARTY and search.requested_slot != "phone":
        return None
    return mentions[best].phone
