"""Finds phones and e-mails in what a customer typed. `phone` reads one number by itself, `names` finds names."""

from collections.abc import Sequence
from dataclasses import dataclass

from parley.domain.understanding import ExpectedReply, Phone
from parley.nlu.contacts.contact_search import ContactSearch, PhoneMention
from parley.nlu.contacts.email import find_emails
from parley.nlu.contacts.partial_phone import find_partial_phone
from parley.nlu.contacts.phone import to_ascii_digits
from parley.nlu.contacts.phone_owner import PhoneOwner, classify_phone_owners, is_company_number
from parley.nlu.contacts.typed_phones import DIGIT, find_spoken_phones, find_typed_phones
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.text.tokenize import TokenizedText

# Fewer words spell neither a number nor an address.
_MIN_SPOKEN_WORDS = 5


@dataclass(frozen=True, slots=True)
class ContactEntities:
    """The phone and the e-mail of a message."""

    #: the customer's own
    phone: Phone | None = None
    email: str = ""
    #: digits too few or too many for a phone, where no phone is given
    partial_phone: str = ""
    #: where phones and addresses stand in the text, anybody's
    spans: Sequence[tuple[int, int]] = ()

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
    text = to_ascii_digits(tokenized.text)
    if not DIGIT.search(text) and "@" not in text and not _may_spell_contact(tokenized, terms):
        return ContactEntities()
    email, email_spans = _find_email(text, tokenized, terms)
    masked = text
    for start, end in email_spans:
        masked = masked[:start] + "|" * (end - start) + masked[end:]
    search = ContactSearch(tokenized, country, requested_slot, terms, [word.start for word in tokenized.tokens])
    mentions = sorted(
        (*find_typed_phones(masked, search), *find_spoken_phones(search)), key=lambda number: number.start
    )
    spans = [*email_spans, *((number.start, number.end) for number in mentions)]
    phone = _choose_customer_phone(masked, mentions, search)
    partial_phone = "" if mentions else find_partial_phone(masked, search)
    return ContactEntities(phone, email, partial_phone, tuple(spans))


def _may_spell_contact(tokenized: TokenizedText, terms: ContactTerms) -> bool:
    """Returns whether a text without digits and @ may spell a number or an address in words."""
    return len(tokenized.tokens) >= _MIN_SPOKEN_WORDS and any(
        token.normalized in terms.number_words or token.normalized in terms.at_sign_words
        for token in tokenized.tokens
    )


def _find_email(text: str, tokenized: TokenizedText, terms: ContactTerms) -> tuple[str, list[tuple[int, int]]]:
    """Returns the customer's own address, and where addresses stand; "на вашу почту …" is the company's."""
    email_found, spans = "", []
    spoken_pattern = (
        terms.spoken_email_pattern
        if any(word.normalized in terms.at_sign_words for word in tokenized.tokens)
        else None
    )
    for email, span in find_emails(text, spoken_pattern, tuple(terms.dot_words)):
        spans.append(span)
        if not email_found and not is_company_number(text[: span[0]], terms):
            email_found = email
    return email_found, spans


def _choose_customer_phone(text: str, mentions: Sequence[PhoneMention], search: ContactSearch) -> Phone | None:
    """Returns the customer's own number; None where all that are given are somebody else's."""
    if not mentions:
        return None
    labels = classify_phone_owners(text, [(number.start, number.end) for number in mentions], search.terms)
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
