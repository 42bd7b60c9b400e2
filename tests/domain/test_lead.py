"""The lead's way: code decides what an answer leads to."""

import pytest

from parley.domain.lead import Draft, Step, asked_by, hear_into, next_step, temperature
from parley.domain.understanding import Heard, Phone

PHONE = Phone("87012345678", "+77012345678")
OTHER = Phone("87021112233", "+77021112233")


def turn(draft: Draft, heard: Heard, *, asked: bool = False) -> tuple[Draft, Step]:
    after = hear_into(draft, heard)
    step = next_step(draft, after, heard, asked_to_confirm=asked)
    return asked_by(after, step), step


def heard(**said: object) -> Heard:
    return Heard(language="ru", **said)  # type: ignore[arg-type]


READ_BACK = Draft(name="Сакен", phone=PHONE, asked="confirm")


@pytest.mark.parametrize(
    ("draft", "said", "asked", "step"),
    [
        (Draft(), heard(greeting=True), False, Step.TALK),
        (Draft(), heard(question=True, about="доставка"), False, Step.ASK_NAME),
        (Draft(asked="name", names_asked=1, needs=1), heard(name="Сакен"), False, Step.ASK_PHONE),
        (Draft(asked="name", names_asked=1, needs=1), heard(about="ноутбук"), False, Step.TALK),
        (Draft(name="Сакен", asked="phone", phones_asked=1), heard(phone=PHONE), False, Step.CONFIRM),
        (Draft(), heard(phone=PHONE), False, Step.ASK_NAME),
        (Draft(phone=PHONE, asked="name", names_asked=1), heard(), False, Step.CONFIRM),
        (READ_BACK, heard(answer="yes"), True, Step.CONFIRMED),
        (READ_BACK, heard(answer="no"), True, Step.ASK_CORRECTION),
        (READ_BACK, heard(answer="no", correction=True, phone=OTHER), True, Step.CONFIRM),
        (READ_BACK, heard(question=True, about="доставка"), True, Step.CONFIRM),
        (READ_BACK, heard(answer="yes"), False, Step.CONFIRM),
        (Draft(asked="phone", name="Сакен"), heard(bad_phone="12345"), False, Step.ASK_PHONE),
        (Draft(needs=1), heard(refuses_contact=True), False, Step.TALK),
        (Draft(needs=1), heard(thanks=True, goodbye=True), False, Step.TALK),
        (Draft(), heard(wants_human=True), False, Step.HANDOVER),
        (Draft(), heard(opt_out=True), False, Step.OPTED_OUT),
        (Draft(name="Сакен", phone=PHONE, confirmed=True), heard(thanks=True), True, Step.AFTER),
        (Draft(name="Сакен", phone=PHONE, confirmed=True), heard(correction=True), True, Step.ASK_CORRECTION),
        (Draft(needs=1), heard(thanks=True, answer="no"), False, Step.TALK),
        (Draft(needs=1), heard(thanks=True, later=True), False, Step.TALK),
    ],
)
def test_what_an_answer_leads_to(draft: Draft, said: Heard, asked: bool, step: Step) -> None:
    assert turn(draft, said, asked=asked)[1] is step


def test_a_later_number_that_is_no_correction_does_not_replace_the_first() -> None:
    assert hear_into(Draft(phone=PHONE, asked="need"), heard(phone=OTHER)).phone == PHONE
    assert hear_into(Draft(phone=PHONE, asked="need"), heard(phone=OTHER, correction=True)).phone == OTHER


def test_new_data_together_with_a_yes_is_read_back_first() -> None:
    draft, step = turn(
        Draft(phone=PHONE, asked="name", names_asked=1), heard(name="Сакен", answer="yes"), asked=True
    )
    assert step is Step.CONFIRM
    assert not draft.confirmed


def test_a_phone_changed_after_the_confirmation_has_to_be_confirmed_again() -> None:
    done = Draft(name="Сакен", phone=PHONE, confirmed=True)
    draft, step = turn(done, heard(phone=OTHER, correction=True))
    assert step is Step.CONFIRM
    assert not draft.confirmed


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (Draft(), "warm"),
        (Draft(name="Сакен", phone=PHONE), "hot"),
        (Draft(phone=PHONE, phones_asked=1, points=2), "hot"),
        (Draft(phone=PHONE, phones_asked=2, points=4), "warm"),
        (Draft(refused=True), "cold"),
        (Draft(names_asked=2, phones_asked=1), "cold"),
    ],
)
def test_how_warm_a_lead_is(draft: Draft, expected: str) -> None:
    assert temperature(draft) == expected
