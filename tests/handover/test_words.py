"""What a customer who wants a person is told, in each language: no more than what will happen."""

from dataclasses import replace

import pytest

from fakes.handover import Staff
from fakes.talk import ask
from parley.domain.lead import LeadDraft
from parley.domain.understanding import Phone
from parley.handover.words import handover_words
from parley.testing import ScriptedLLM

ALL = pytest.mark.parametrize("code", ["ru", "en", "kk", "ky", "uz", "uk", "mn"])
NOBODY = {"admin_chat_id": None, "webhook_url": ""}
PHONE = LeadDraft(phone=Phone(raw="87012345678", e164="+77012345678"))


@ALL
async def test_a_call_is_promised_where_somebody_hears_of_it(staff: Staff, code: str) -> None:
    replies = staff.rt.languages[code].replies
    assert handover_words(staff.rt, staff.company, LeadDraft(), replies).text == replies.handover_ask_phone
    for known in (PHONE, LeadDraft(email="kate@shop.example")):
        assert handover_words(staff.rt, staff.company, known, replies).text == replies.handover


@ALL
async def test_nothing_soon_is_promised_where_nobody_hears_of_it(staff: Staff, code: str) -> None:
    await staff.set_up(**NOBODY, phone="+7 727 250 00 00", whatsapp="+7 701 000 11 22")
    replies = staff.rt.languages[code].replies
    told = handover_words(staff.rt, staff.company, LeadDraft(), replies).text
    assert replies.handover not in told
    assert "+7 727 250 00 00, WhatsApp +7 701 000 11 22" in told
    assert told.endswith(replies.handover_ask_contact)
    assert replies.handover_ask_contact not in handover_words(staff.rt, staff.company, PHONE, replies).text


@ALL
async def test_who_has_trouble_is_told_that_it_is_taken_down(staff: Staff, code: str) -> None:
    company = replace(staff.company, admin_chat_id=None, webhook_url="", email="")
    replies = staff.rt.languages[code].replies
    told = handover_words(staff.rt, company, LeadDraft(), replies, is_trouble=True)
    assert told.text == f"{replies.trouble_noted} {replies.handover_ask_contact} {replies.order_number_helps}"
    assert told.question == f"{replies.handover_ask_contact} {replies.order_number_helps}"


@ALL
async def test_that_it_is_passed_on_already_is_not_said_twice_the_same(staff: Staff, code: str) -> None:
    replies = staff.rt.languages[code].replies
    drafts = [replace(PHONE, handover_answers=count) for count in (1, 2, 3)]
    assert len({handover_words(staff.rt, staff.company, draft, replies).statement for draft in drafts}) == 3


@ALL
async def test_without_anything_to_name_it_is_noted_and_a_contact_asked_for(staff: Staff, code: str) -> None:
    company = replace(staff.company, admin_chat_id=None, webhook_url="", email="")
    replies = staff.rt.languages[code].replies
    told = handover_words(staff.rt, company, LeadDraft(), replies).text
    assert told == f"{replies.handover_noted} {replies.handover_ask_contact}"


async def test_the_answer_names_how_the_company_is_reached(staff: Staff) -> None:
    await staff.set_up(**NOBODY, phone="+7 727 250 00 00")
    answer = await ask(staff.rt, staff.company, "Позовите, пожалуйста, живого человека")
    assert "+7 727 250 00 00" in answer.text
    assert "ближайшее время" not in answer.text


async def test_a_providers_model_is_told_what_may_be_promised(staff: Staff) -> None:
    await staff.set_up(**NOBODY, phone="+7 727 250 00 00")
    model = ScriptedLLM(["Конечно!"])
    staff.rt.model_for = lambda _: model
    answer = await ask(staff.rt, staff.company, "Позовите, пожалуйста, живого человека")
    assert "+7 727 250 00 00" in model.requests[0].messages[-2].content
    assert "+7 727 250 00 00" in answer.text
