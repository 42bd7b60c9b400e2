"""When a name or a number given before is taken back."""

from typing import cast

import pytest

from fakes.phrases import TERMS, read
from parley.domain.understanding import ExpectedReply, MessageContext, YesNo
from parley.nlu.contacts.phone import parse_phone
from parley.nlu.correction import ContactCorrection
from parley.nlu.intents.yes_no import ReplyIntent

KNOWN = MessageContext(known_name="Том Грин", known_phone="87011112233")
NUMBER = "87024445566"


def correction(
    text: str, reply: ReplyIntent, requested_slot: str = "", name: str = "", number: str = "", *, known: bool = True
) -> ContactCorrection:
    tokenized, matches = read(text)
    context = MessageContext(
        requested_slot=cast(ExpectedReply, requested_slot),
        known_name=KNOWN.known_name if known else "",
        known_phone=KNOWN.known_phone if known else "",
    )
    phone = parse_phone(number, "KZ") if number else None
    return ContactCorrection(tokenized, matches, TERMS, context, reply, name, phone)


OTHER, NO, WRONG = ReplyIntent("", correction=True), ReplyIntent("no"), ReplyIntent("no", is_slip=True)


@pytest.mark.parametrize(
    ("text", "reply", "slot", "name", "number", "expected"),
    [
        # "other" needs a contact that it speaks of
        ("другой", OTHER, "", "", "", False),
        ("другой", OTHER, "confirm", "", "", True),
        ("другой", OTHER, "correction", "", "", True),
        ("другой, вот номер", OTHER, "", "", "", True),
        ("меня зовут иначе", OTHER, "", "", "", True),
        ("другой Айдар", OTHER, "", "Айдар", "", True),
        # a refusal needs another value, or "wrong" and the word number
        ("нет", NO, "confirm", "", "", False),
        ("нет, Айдар", NO, "confirm", "Айдар", "", True),
        ("номер неправильный", WRONG, "confirm", "", "", True),
        ("неправильно", WRONG, "confirm", "", "", False),
        (f"нет, {NUMBER}", NO, "", "", NUMBER, True),
        # another value alone counts as the answer to a read-back only
        (f"Айдар {NUMBER}", ReplyIntent(), "confirm", "Айдар", NUMBER, True),
        (f"Айдар {NUMBER}", ReplyIntent(), "correction", "Айдар", NUMBER, True),
        (f"Айдар {NUMBER}", ReplyIntent(), "", "Айдар", NUMBER, False),
        ("Том Грин", ReplyIntent(), "confirm", "Том Грин", "", False),
        ("Том Грин Младший", ReplyIntent(), "confirm", "Том Грин Младший", "", False),
        ("Том", ReplyIntent(), "confirm", "Том", "", True),
        ("8 701 111 22 33", ReplyIntent(), "confirm", "", "8 701 111 22 33", False),
        ("+7 701 111 22 33", ReplyIntent(), "confirm", "", "+7 701 111 22 33", False),
        # "right" leaves all as it is, unless the name is set against the known one or only the number is right
        ("всё верно, Айдар", ReplyIntent("yes"), "confirm", "Айдар", "", False),
        ("номер верный, не Том, а Айдар", ReplyIntent("yes"), "confirm", "Айдар", "", True),
        ("Айдар. Номер верный", ReplyIntent("yes"), "confirm", "Айдар", "", True),
        (f"всё верно, {NUMBER}", ReplyIntent("yes"), "confirm", "", NUMBER, False),
    ],
)  # fmt: skip
def test_a_value_is_taken_back(
    text: str, reply: ReplyIntent, slot: str, name: str, number: str, expected: bool
) -> None:
    assert correction(text, reply, slot, name, number).is_correction() is expected


def test_a_refusal_takes_nothing_back_where_nothing_is_known() -> None:
    assert not correction("нет, Айдар", NO, "", "Айдар", known=False).is_correction()
    assert correction("нет, Айдар", NO, "confirm", "Айдар", known=False).is_correction()


def test_the_first_number_given_differs_from_none() -> None:
    assert not correction(NUMBER, ReplyIntent(), "confirm", "", NUMBER, known=False).is_correction()


@pytest.mark.parametrize(
    ("slot", "number", "answer", "expected"),
    [
        ("phone", NUMBER, "no", True), ("correction", NUMBER, "no", True), ("name", NUMBER, "no", True),
        ("confirm", NUMBER, "no", False), ("", NUMBER, "no", False), ("phone", "", "no", False),
    ],
)  # fmt: skip
def test_wrong_beside_the_right_value_is_a_slip(slot: str, number: str, answer: YesNo, expected: bool) -> None:
    reply = ReplyIntent(answer, is_slip=True)
    assert correction("ошиблась цифрой", reply, slot, "", number).is_slip() is expected


def test_a_plain_refusal_is_no_slip() -> None:
    assert not correction(f"нет, {NUMBER}", NO, "phone", "", NUMBER).is_slip()
