"""A company's own flow, written as YAML: the dental clinic of the documentation, led from greeting to lead."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from fakes.talk import Talk
from parley.companies import flows
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.testing import ManualClock

CLINIC = (Path(__file__).parents[2] / "docs" / "examples" / "dental-clinic.yaml").read_text(encoding="utf-8")
# a Wednesday
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=ZoneInfo("Asia/Almaty"))


@pytest_asyncio.fixture(loop_scope="session")
async def talk(runtime: Runtime, company: CompanyConfig) -> Talk:
    runtime.clock = ManualClock(NOON)
    await flows.save_own_flow(runtime, company.id, CLINIC, "test")
    return await Talk.begin(runtime, company.id)


async def test_every_slot_is_asked_for_in_its_order_one_question_a_message(talk: Talk) -> None:
    asked = [
        await talk.say(text)
        for text in (
            "Здравствуйте",
            "имплантация",
            "взрослый",
            "завтра в 11:30",
            "Айгуль",
            "8 701 234 56 78",
            "пропустить",
        )
    ]
    questions = [
        "какую услугу",
        "взрослого или",
        "день и время",
        "обращаться",
        "телефон",
        "важно знать",
        "Всё верно",
    ]
    for answer, question in zip(asked, questions, strict=True):
        assert question in answer.text
        assert answer.text.count("?") <= 1
    done = await talk.say("да")
    assert done.action == "confirmed"
    assert "вы записаны: Имплантация, 19.11.2026, 11:30" in done.text


async def test_what_is_said_early_is_not_asked_again(talk: Talk) -> None:
    answer = await talk.say("Здравствуйте, хочу почистить зубы, для меня, завтра в 15:00")
    assert "обращаться" in answer.text
    assert (await talk.state())["known"]["when"]["time"] == "15:00"


async def test_a_slot_with_a_condition_is_asked_for_only_where_it_holds(talk: Talk) -> None:
    await talk.say("лечение кариеса")
    assert "pain" in (await talk.state())["missing"]
    assert "боль" in talk.last.text
    await talk.say("нет")
    await talk.say("ребёнку")
    assert "лет" in talk.last.text


async def test_a_question_in_between_is_answered_and_the_slot_asked_for_again(talk: Talk) -> None:
    await talk.say("имплантация")
    answer = await talk.say("а вы где находитесь?")
    assert "Для взрослого или для ребёнка?" in answer.text
    assert len(answer.text) > len("Для взрослого или для ребёнка?")


async def test_an_answer_that_says_nothing_is_not_passed_over_in_silence(talk: Talk) -> None:
    await talk.say("имплантация")
    answer = await talk.say("ыва")
    assert answer.text.startswith("Не совсем понял")
    assert "Для взрослого" in answer.text


async def test_a_changed_answer_reopens_only_what_depends_on_it(talk: Talk) -> None:
    for text in ("чистка", "ребёнку", "7", "завтра в 10"):
        await talk.say(text)
    await talk.say("нет, лучше для взрослого")
    state = await talk.state()
    assert state["known"]["patient"] == "adult"
    assert "age" not in state["known"]
    assert state["known"]["when"]["time"] == "10:00"
    assert "зовут" in talk.last.text


async def test_a_value_that_is_said_to_be_wrong_is_asked_for_alone(talk: Talk) -> None:
    await talk.to_confirmation("имплантация", "взрослый", "завтра в 10", "Айгуль", "87012345678", "нет")
    answer = await talk.say("нет, время другое")
    assert "день и время" in answer.text
    answer = await talk.say("в пятницу в 12")
    assert "20.11.2026, 12:00" in answer.text
    assert "Имплантация" in answer.text


async def test_a_no_to_the_read_back_asks_what_to_correct(talk: Talk) -> None:
    await talk.to_confirmation("имплантация", "взрослый", "завтра в 10", "Айгуль", "87012345678", "нет")
    answer = await talk.say("нет")
    assert answer.suggestions[:2] == ("Услуга", "Пациент")
    answer = await talk.say("Услуга")
    assert answer.suggestions == ("Чистка зубов", "Лечение кариеса", "Имплантация")


async def test_only_a_yes_to_the_read_back_makes_a_lead(talk: Talk) -> None:
    await talk.to_confirmation("имплантация", "взрослый", "завтра в 10", "Айгуль", "87012345678", "нет")
    answer = await talk.say("а парковка есть?")
    assert (answer.action, "Всё верно?" in answer.text) == ("continue", True)
    assert (await talk.say("да, верно")).action == "confirmed"
    assert (await talk.say("да")).action == "continue"


async def test_a_day_off_is_questioned_and_the_next_one_proposed(talk: Talk) -> None:
    for text in ("имплантация", "взрослый"):
        await talk.say(text)
    answer = await talk.say("в воскресенье в 10")
    assert answer.text == "22.11.2026 мы не работаем. Подойдёт 23.11.2026, 10:00?"
    await talk.say("да")
    assert (await talk.state())["known"]["when"]["slot"] == "2026-11-23T10:00:00+05:00"


async def test_a_proposed_day_can_be_refused_with_another_one(talk: Talk) -> None:
    for text in ("имплантация", "взрослый", "в воскресенье в 10", "нет, давайте в субботу в 12"):
        await talk.say(text)
    assert (await talk.state())["known"]["when"]["slot"] == "2026-11-21T12:00:00+05:00"


async def test_a_day_gone_by_is_not_taken(talk: Talk) -> None:
    for text in ("имплантация", "взрослый"):
        await talk.say(text)
    answer = await talk.say("вчера в 10")
    assert "17.11.2026 уже прошло" in answer.text
    assert "when" not in (await talk.state())["known"]


async def test_an_order_that_is_put_off_goes_on_where_it_stopped(talk: Talk) -> None:
    for text in ("имплантация", "взрослый"):
        await talk.say(text)
    answer = await talk.say("давайте позже, мне надо подумать")
    assert "сохранил" in answer.text
    assert not answer.suggestions
    assert (await talk.state())["resting"]
    answer = await talk.say("здравствуйте, я готова")
    assert "Продолжим" in answer.text
    assert "день и время" in answer.text


async def test_staff_read_what_was_gathered_in_the_company_language(talk: Talk) -> None:
    for text in ("teeth cleaning", "for me", "tomorrow at 3 pm", "John Smith", "+7 701 555 66 77", "skip"):
        await talk.say(text)
    assert "Is everything correct?" in talk.last.text
    await talk.say("yes")
    lead = await talk.lead()
    assert ["Услуга", "Чистка зубов"] in lead.details["lines"]
    assert lead.details["order"]["service"] == "cleaning"
    assert "Чистка зубов" in lead.summary


async def test_the_last_question_comes_after_the_lead_and_is_added_to_it(talk: Talk) -> None:
    await talk.to_confirmation("имплантация", "взрослый", "завтра в 10", "Айгуль", "87012345678", "нет")
    answer = await talk.say("да")
    assert "откуда вы о нас узнали" in answer.text
    await talk.say("от подруги")
    assert (await talk.lead()).details["order"]["heard_of_us"] == "от подруги"


async def test_the_last_question_is_asked_twice_at_most(talk: Talk) -> None:
    await talk.to_confirmation("имплантация", "взрослый", "завтра в 10", "Айгуль", "87012345678", "нет")
    question = "откуда вы о нас узнали"
    asked = [question in (await talk.say(text)).text for text in ("да", "а парковка есть?", "а где вы находитесь?")]
    assert asked == [True, True, False]


async def test_what_changes_after_the_confirmation_is_confirmed_again(talk: Talk) -> None:
    await talk.to_confirmation("имплантация", "взрослый", "завтра в 10", "Айгуль", "87012345678", "нет", "да")
    answer = await talk.say("перенесите время на пятницу в 16:00")
    assert "20.11.2026, 16:00" in answer.text
    assert "Всё верно?" in answer.text
    assert (await talk.say("да")).action == "confirmed"


async def test_a_wish_for_a_person_goes_before_every_slot(talk: Talk) -> None:
    await talk.say("имплантация")
    assert (await talk.say("позовите человека")).handover


async def test_spoken_aloud_a_turn_is_one_sentence(talk: Talk) -> None:
    await talk.say("имплантация", voice=True)
    assert talk.last.text == "Для взрослого или для ребёнка?"
    for text in ("взрослый", "завтра в 10", "Айгуль", "87012345678"):
        await talk.say(text, voice=True)
        assert talk.last.text.count("\n") == 0
    answer = await talk.say("нет", voice=True)
    assert answer.text.startswith("Проверьте, пожалуйста:")
    assert answer.text.endswith("Всё верно?")
    assert "\n" not in answer.text


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ("чистку, нет, лучше имплант", "implant"),
        ("не чистку, имплант", "implant"),
        ("второе", "caries"),
        ("а чистка сколько стоит?", "cleaning"),
        ("could I book a cleaning?", "cleaning"),
        ("the last one", "implant"),
        ("имплант емес, тазалау керек", "cleaning"),
        ("үшіншісі", "implant"),
    ],
)
async def test_an_option_is_taken_however_it_is_meant(talk: Talk, said: str, service: str) -> None:
    for text in ("Здравствуйте", said):
        await talk.say(text)
    assert (await talk.state())["known"]["service"] == service


async def test_what_an_option_is_may_be_asked_without_choosing_it(talk: Talk) -> None:
    for text in ("Здравствуйте", "а что такое имплантация?"):
        await talk.say(text)
    assert "service" not in (await talk.state())["known"]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("в субботу, но после обеда", ("2026-11-21", "14:00")),
        ("завтра в 10, нет, в 11", ("2026-11-19", "11:00")),
        ("не завтра, а в пятницу", ("2026-11-20", "14:00")),
        ("сенбіде, бірақ кешке", ("2026-11-21", "18:00")),
    ],
)
async def test_a_time_is_the_one_that_is_said_last(talk: Talk, said: str, when: tuple[str, str]) -> None:
    for text in ("имплантация", "взрослый", said):
        await talk.say(text)
    known = (await talk.state())["known"]["when"]
    assert (known["date"], known["time"]) == when


@pytest.mark.parametrize(
    ("said", "time"),
    [("да, только время 12", "12:00"), ("иә, бірақ кешке", "18:00"), ("yes, but at 3 pm", "15:00")],
)
async def test_a_yes_that_changes_the_time_is_read_back_again(talk: Talk, said: str, time: str) -> None:
    await talk.to_confirmation("имплантация", "взрослый", "завтра в 10", "Айгуль", "87012345678", "нет")
    assert (await talk.say(said)).action == "continue"
    known = (await talk.state())["known"]["when"]
    assert (known["date"], known["time"]) == ("2026-11-19", time)


async def test_nobody_is_asked_the_same_five_times(talk: Talk) -> None:
    answers = [await talk.say(text) for text in ("имплантация", "ыва", "ыва", "ыва", "ыва")]
    assert sum("Для взрослого или для ребёнка?" in answer.text for answer in answers) == 4
    assert answers[2].suggestions[-1] == "Позвать менеджера"
    assert answers[-1].handover
