"""A lead is confirmed by a yes to its read-back, and by nothing else."""

from random import Random

import pytest

from fakes.demo import planted
from fakes.talk import Talk
from parley.runtime import Runtime

# In any order: numbers, names, wishes that begin with a yes, assents, objections and small talk.
MESSAGES = {
    "ru": (
        "87012345678", "Сакен", "хочу телевизор", "давайте телевизор", "да", "верно", "нет", "да, но имя не то",
        "8 702 111 22 33", "а доставка есть?", "ок спасибо", "так себе", "номер другой",
        "меня зовут Анна, 87771234567",
    ),
    "en": (
        "+7 701 234 56 78", "Tom", "i want a tv", "ok, a fridge then", "yes", "right", "no", "yes except the name",
        "87021112233", "do you deliver?", "sure, when pigs fly", "my name is Ann, 87771234567",
    ),
    "uz": (
        "90 123 45 67", "Aziz", "televizor kerak", "mayli, muzlatgich", "ha", "to'g'ri", "yo'q",
        "menga to'g'ri kelmaydi", "mening ismim Aziz, 901234567", "yetkazib berish bormi?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", MESSAGES)
@pytest.mark.parametrize("seed", range(6))
async def test_no_lead_is_confirmed_without_its_number_in_the_answer_before(
    runtime: Runtime, language: str, seed: int
) -> None:
    choice, company = Random(f"{language} {seed}"), await planted(runtime, "demo")
    talk = await Talk.begin(runtime, company)
    answer_before, was_confirmed = "", False
    for _ in range(8):
        text = choice.choice(MESSAGES[language])
        answer = await talk.say(text)
        lead = await talk.lead()
        if lead.status == "confirmed" and not was_confirmed:
            digits = "".join(filter(str.isdecimal, lead.contact_info["phone"]))[-7:]
            assert digits in "".join(filter(str.isdecimal, answer_before)), text
        answer_before, was_confirmed = answer.text, lead.status == "confirmed"


@pytest.mark.parametrize(
    ("number", "wish", "name"),
    [
        ("87012345678", "давайте телевизор", "Сакен"),
        ("87012345678", "хочу телевизор", "Сакен"),
        ("+7 701 234 56 78", "ok, a fridge then", "my name is Tom"),
    ],
)
async def test_a_wish_behind_a_number_is_no_yes_to_it(runtime: Runtime, number: str, wish: str, name: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say(number)
    assert "701" in (await talk.say(wish)).text
    assert (await talk.lead()).status != "confirmed"
    await talk.say(name)
    await talk.say("да")
    assert (await talk.lead()).status == "confirmed"


async def test_a_correction_that_does_not_say_what_is_asked_what_to_correct(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("меня зовут Сакен, 87012345678")
    assert (await talk.say("да, но там лишняя буква")).expected_reply == "correction"
    assert (await talk.say("всё равно верно")).expected_reply == "confirm"
    assert (await talk.lead()).status != "confirmed"
