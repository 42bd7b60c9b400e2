"""What a message fills in, changes and opens again."""

from typing import Any

import pytest

from fakes.utterance import utterance
from parley.dialogue.model import Flow, Slot, SlotOption, SlotRejection, Utterance
from parley.dialogue.slot_filling import FilledSlots, fill_slots
from parley.domain.lead import LeadDraft
from parley.domain.understanding import Phone
from parley.text.word_list import WordList, split_entries

PHONE = Phone("87012345678", "+77012345678")
OTHER_PHONE = Phone("87021112233", "+77021112233")


def words(text: str) -> WordList:
    return WordList(split_entries(text))


def read_day(message: Utterance, slot: Slot) -> Any:
    """A day of the week; never a Sunday."""
    if "воскресенье" in message.text:
        return SlotRejection("Не в воскресенье", proposal="понедельник", partial_values={"wish": "воскресенье"})
    return next((day for day in ("пятницу", "субботу") if day in message.text), None)


SERVICE = Slot(
    "service",
    "choice",
    {},
    mentions=words("услуг*"),
    options=(SlotOption("cut", {}, words("стрижк*")), SlotOption("dye", {}, words("окрашиван*"))),
)
SHADE = Slot("shade", "text", {}, condition=lambda values: values.get("service") == "dye", depends_on=("service",))
DAY = Slot("day", "text", {}, mentions=words("день"), reader=read_day)
TEA = Slot("tea", "yes_no", {}, mentions=words("чай*"), group="extras", optional=True)
PHOTO = Slot("photo", "yes_no", {}, mentions=words("фото*"), group="extras", optional=True)
FLOW = Flow("salon", slots=(SERVICE, SHADE, DAY, TEA, PHOTO, Slot("name", "name", {}), Slot("phone", "phone", {})))


def fill(text: str, requested: str = "", proposal: Any = None, **known: Any) -> FilledSlots:
    draft = LeadDraft(
        slot_values=known,
        requested_slot=requested,
        expected_reply="step" if requested else "need",
        proposed_value=proposal,
    )
    return fill_slots(FLOW, draft, draft, utterance(text, requested))


def test_what_is_said_early_is_kept() -> None:
    filled = fill("хочу стрижку в пятницу")
    assert filled.slot_values == {"service": "cut", "day": "пятницу"}
    assert filled.changed_slots == {"service", "day"}


def test_a_changed_answer_takes_what_depends_on_it_along() -> None:
    filled = fill("лучше стрижку", service="dye", shade="рыжий", day="пятницу")
    assert filled.slot_values == {"service": "cut", "day": "пятницу"}
    assert filled.changed_slots == {"service"}


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("окрашивание", "dye"),
        ("а окрашивание тоже есть?", "cut"),
        ("подруга делала окрашивание и довольна", "dye"),
        ("моя подруга делала окрашивание и довольна", "cut"),
        ("моя подруга делала окрашивание, давайте его", "dye"),
        ("услуга другая и это окрашивание для меня", "dye"),
    ],
)
def test_a_known_answer_is_replaced_by_one_that_is_meant_to_replace_it(text: str, service: str) -> None:
    assert fill(text, service="cut").slot_values["service"] == service


def test_an_answer_that_cannot_be_taken_is_rejected_and_what_it_says_is_kept() -> None:
    filled = fill("в воскресенье", "day")
    assert filled.rejection is not None
    assert filled.rejection.message == "Не в воскресенье"
    assert filled.slot_values == {"wish": "воскресенье"}
    assert not filled.changed_slots


def test_nobody_asked_for_what_is_rejected_so_it_is_passed_over() -> None:
    assert fill("в воскресенье я отдыхаю").rejection is None


def test_a_yes_takes_what_was_proposed() -> None:
    filled = fill("да", "day", proposal="понедельник")
    assert filled.slot_values == {"day": "понедельник"}
    assert fill("нет", "day", proposal="понедельник").slot_values == {}


def test_a_whole_group_may_be_refused_at_once() -> None:
    filled = fill("больше ничего", "tea", service="cut")
    assert filled.slot_values == {"service": "cut", "tea": "no", "photo": "no"}
    assert fill("больше ничего", "tea", photo="yes").slot_values == {"photo": "yes", "tea": "no"}


@pytest.mark.parametrize("expected_reply", ["confirm", "correction"])
def test_what_is_said_to_be_wrong_and_not_given_anew_is_opened_again(expected_reply: Any) -> None:
    draft = LeadDraft(
        name="Сакен", phone=PHONE, slot_values={"service": "dye", "shade": "рыжий"}, expected_reply=expected_reply
    )
    filled = fill_slots(FLOW, draft, draft, utterance("нет, услуга другая и телефон"))
    assert filled.changed_slots == {"service", "phone"}
    assert filled.slot_values == {}
    assert filled.reopened_contacts == {"phone"}


def test_nothing_is_opened_again_by_a_question_or_beside_a_new_answer() -> None:
    draft = LeadDraft(slot_values={"service": "cut", "day": "пятницу"}, expected_reply="confirm")
    assert not fill_slots(FLOW, draft, draft, utterance("а день можно поменять?")).changed_slots
    assert (
        fill_slots(FLOW, draft, draft, utterance("нет, услуга другая: окрашивание")).slot_values["service"] == "dye"
    )


def test_a_contact_that_came_with_the_message_counts_as_changed() -> None:
    before, after = LeadDraft(phone=PHONE), LeadDraft(phone=OTHER_PHONE, name="Асель")
    assert fill_slots(FLOW, before, after, utterance("Асель")).changed_slots == {"name", "phone"}
