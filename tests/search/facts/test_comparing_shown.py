"""Why one is better or dearer: from what was shown, and beside another that is named."""

import pytest

from fakes.demo import planted
from fakes.talk import Talk
from parley.runtime import Runtime


@pytest.mark.parametrize(
    "text",
    [
        "что лучше для учёбы: IdeaPad или VivoBook?",
        "which is better for a student: the IdeaPad or the VivoBook?",
        "студентке қайсысы дұрыс: IdeaPad ба әлде VivoBook па",
        "студентке кайсынысы жакшы: IdeaPad же VivoBook",
        "talabaga qaysi biri yaxshi: IdeaPad yoki VivoBook",
        "що краще для навчання: IdeaPad чи VivoBook?",
        "оюутанд аль нь дээр вэ: IdeaPad эсвэл VivoBook",
    ],
)
async def test_a_choice_is_advised_with_reasons_and_differences(runtime: Runtime, text: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    answer = (await talk.say(text)).text
    assert "IdeaPad" in answer
    assert "8 ГБ" in answer
    assert "16 ГБ" in answer


@pytest.mark.parametrize("why", ["почему?", "why?", "неге?", "эмнеге?", "nega?", "чому?", "яагаад?"])
async def test_the_reason_is_told_from_the_cards(runtime: Runtime, why: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("что лучше для учёбы: IdeaPad или VivoBook?")
    assert "1,6 кг" in (await talk.say(why)).text


@pytest.mark.parametrize(
    "text", ["чем он лучше самсунга?", "самсунгтан несімен артық", "чим він кращий за самсунг?"]
)
async def test_the_one_shown_is_compared_with_another_of_its_kind(runtime: Runtime, text: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("сколько стоит холодильник Bosch?")
    answer = await talk.say(text)
    assert sorted(str(product["id"]) for product in answer.products or ()) == ["fridge-1", "fridge-2"]
