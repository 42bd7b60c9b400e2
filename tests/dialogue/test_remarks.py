"""What code says before its question, so that no answer is passed over in silence."""

from typing import Any

import pytest

from fakes.utterance import utterance
from parley.dialogue.model import Decision, Flow, MessageEffect, Slot, SlotRejection
from parley.dialogue.remarks import choose_remark
from parley.dialogue.situation import ContactSituation, FlowSituation
from parley.domain.lead import DialogueAct, LeadDraft
from parley.domain.understanding import Phone
from parley.languages.ru import LANGUAGE

CITY, DAY = Slot("city", "text", {}, label={"": "Город"}), Slot("day", "text", {}, label={"": "День"})
FLOW = Flow("orders", slots=(CITY, DAY))
ASK_DAY = Decision(DialogueAct.ASK_SLOT, DAY, question="Когда?")
WAITING_FOR_DAY = LeadDraft(slot_values={"city": "Алматы"}, requested_slot="day", expected_reply="step")
REPLIES = LANGUAGE.replies


def situation(previous: LeadDraft, text: str, effect: MessageEffect | None = None) -> FlowSituation:
    effect = effect or MessageEffect(previous)
    message = utterance(text, previous.requested_slot, language="ru")
    contact = ContactSituation(previous, effect.draft, message.understanding, asked_to_confirm=False)
    return FlowSituation(FLOW, contact, effect, message)


def test_who_comes_back_is_told_that_nothing_is_lost() -> None:
    postponed = LeadDraft(is_postponed=True)
    assert choose_remark(situation(postponed, "я снова тут"), ASK_DAY) == REPLIES.resumed


def test_without_a_question_nothing_is_remarked() -> None:
    decision = Decision(DialogueAct.CONFIRMED, remark="Спасибо!")
    assert choose_remark(situation(LeadDraft(is_postponed=True), "да"), decision) == ""


def test_a_changed_answer_is_repeated() -> None:
    draft = LeadDraft(slot_values={"city": "Астана"}, requested_slot="day")
    effect = MessageEffect(draft, frozenset({"city"}))
    expected = REPLIES.answer_changed.format(what="Город: Астана")
    assert choose_remark(situation(WAITING_FOR_DAY, "город Астана", effect), ASK_DAY) == expected


def test_a_first_answer_is_not_repeated() -> None:
    effect = MessageEffect(WAITING_FOR_DAY, frozenset({"city"}))
    assert choose_remark(situation(LeadDraft(), "Алматы", effect), ASK_DAY) == ""


@pytest.mark.parametrize("text", ["ыва", "лампа"])
def test_an_answer_that_says_nothing_is_called_so(text: str) -> None:
    assert choose_remark(situation(WAITING_FOR_DAY, text), ASK_DAY) == REPLIES.not_understood


@pytest.mark.parametrize(
    "text",
    [
        "здравствуйте",
        "спасибо",
        "а сколько это стоит?",
        "давайте позже",
        "номер не дам",
        "хочу заказать",
    ],
)
def test_who_speaks_of_something_else_is_not_told_so(text: str) -> None:
    assert choose_remark(situation(WAITING_FOR_DAY, text), ASK_DAY) == ""


@pytest.mark.parametrize(
    "effect",
    [
        MessageEffect(WAITING_FOR_DAY, rejection=SlotRejection("Не в этот день")),
        MessageEffect(LeadDraft(phone=Phone("87012345678", "+77012345678"))),
        MessageEffect(WAITING_FOR_DAY, frozenset({"note"})),
    ],
    ids=["an answer that is rejected", "a phone", "another slot"],
)
def test_nor_is_who_gave_something(effect: MessageEffect) -> None:
    assert choose_remark(situation(WAITING_FOR_DAY, "ыва", effect), ASK_DAY) == ""


def test_nothing_is_remarked_where_another_slot_is_asked_for_now() -> None:
    decision: Any = Decision(DialogueAct.ASK_SLOT, CITY, question="Где?")
    assert choose_remark(situation(WAITING_FOR_DAY, "ыва"), decision) == ""
