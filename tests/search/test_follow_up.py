"""Questions that leave out what they are about."""

import pytest

from fakes.demo import planted
from fakes.talk import Talk
from parley.domain.turn import Answer
from parley.runtime import Runtime


def names(answer: Answer) -> list[str]:
    return [str(product["name"]) for product in answer.products or ()]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("есть холодильники?", "а какой дешевле?"),
        ("do you have fridges?", "which is cheaper"),
        ("тоңазытқыш бар ма", "қайсысы арзан"),
        ("муздаткыч керек", "эң арзаны кайсы"),
        ("muzlatgich bormi", "eng arzoni qaysi"),
        ("чи є у вас холодильники", "який дешевший"),
        ("хөргөгч байгаа юу", "хамгийн хямд нь аль вэ"),
    ],
)
async def test_the_cheapest_is_one_of_the_last_subject(runtime: Runtime, first: str, then: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say(first)
    found = names(await talk.say(then))
    assert found[0] == "Холодильник Demo Mini 90"
    assert all("Холодильник" in name for name in found)


@pytest.mark.parametrize("then", ["сколько стоит?", "баасы канча", "нархи қанча", "үнэ хэд вэ", "how much?"])
async def test_a_price_is_given_for_the_last_subject(runtime: Runtime, then: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("есть стиральные машины?")
    await talk.say("а рассрочка есть?")
    await talk.say("стиральные машины LG?")
    assert names(await talk.say(then))[0] == "Стиральная машина LG F2 7 кг"


async def test_another_number_is_another_model_of_the_last_subject(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("есть айфон 13?")
    assert names(await talk.say("а 15 сколько стоит")) == ["Apple iPhone 15 128 ГБ"]
    assert names(await talk.say("так сколько стоит?")) == ["Apple iPhone 15 128 ГБ"]


async def test_a_question_with_its_own_subject_ignores_the_last_one(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("есть холодильники?")
    assert names(await talk.say("а наушники сколько стоят"))[0].startswith("Наушники")
    assert not names(await talk.say("кто вы?"))


async def test_a_maker_alone_narrows_the_last_subject(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("а телевізори є?")
    assert names(await talk.say("самсунг цікавить")) == ["Телевизор Samsung 43′′ QLED"]
    assert names(await talk.say("а lg?")) == ["Телевизор LG 55′′ 4K UHD"]
    assert names(await talk.say("а bosch?")), "of which there are no televisions, but other things"


async def test_a_budget_alone_narrows_the_last_subject(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("hi i want a phone")
    assert names(await talk.say("under 150k")) == ["Смартфон Xiaomi Redmi Note 13 256 ГБ"]


async def test_a_contact_is_not_searched_for(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "techpro"))
    assert not (await talk.say("email me at ann@corp.com")).sources
