"""What a message takes of what was shown, and what several of it cost together."""

import re

import pytest

from fakes.demo import planted
from fakes.talk import Talk
from parley.domain.turn import Answer
from parley.runtime import Runtime


def told(answer: Answer) -> str:
    """Returns the text, with plain spaces within numbers."""
    return re.sub(r"\s", " ", answer.text)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("чайник есть?", "беру этот"),
        ("do you have a kettle?", "I'll take it"),
        ("шәйнек бар ма?", "осыны аламын"),
        ("чайник барбы?", "ушуну алам"),
        ("choynak bormi?", "shuni olaman"),
        ("чайник є?", "беру цей"),
        ("данх байгаа юу?", "энийг авъя"),
    ],
)
async def test_the_one_that_is_taken_is_named_with_its_price(runtime: Runtime, first: str, then: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say(first)
    answer = await talk.say(then)
    assert "Bosch TWK" in told(answer)
    assert "17 990" in told(answer)
    assert answer.expected_reply == "name"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("телевизоры есть?", "возьму второй"),
        ("do you have TVs?", "I'll take the second one"),
        ("теледидар бар ма?", "екіншісін аламын"),
        ("телевизор барбы?", "экинчисин алам"),
        ("televizor bormi?", "ikkinchisini olaman"),
        ("телевізори є?", "візьму другий"),
        ("телевизор байгаа юу?", "хоёр дахийг нь авъя"),
    ],
)
async def test_a_place_in_the_list_is_taken(runtime: Runtime, first: str, then: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    second = ((await talk.say(first)).products or ({}, {}))[1]
    assert str(second["name"]) in (await talk.say(then)).text


async def test_how_many_are_taken_is_reckoned(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("телевизоры есть?")
    assert "2 × Телевизор Samsung" in (await talk.say("беру второй, две штуки")).text


async def test_where_it_is_open_which_is_meant_that_is_asked(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("телевизоры есть?")
    answer = await talk.say("беру этот")
    assert "что именно" in answer.text
    assert len(answer.products or ()) > 1


async def test_what_is_sold_out_is_not_taken(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("айфон 13 есть в наличии?")
    assert "нет в наличии" in (await talk.say("беру первый")).text


@pytest.mark.parametrize(
    "text",
    [
        "2 чайника и 1 принтер, сколько выйдет?",
        "how much are 2 kettles and 1 printer?",
        "2 шәйнек пен 1 принтер барлығы қанша?",
        "2 чайник жана 1 принтер баары канча?",
        "2 ta choynak va 1 ta printer jami qancha?",
        "скільки коштують разом 2 чайники і 1 принтер?",
        "данх 2 принтер 1 бүгд хэд вэ?",
    ],
)
async def test_different_goods_are_added_up(runtime: Runtime, text: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    answer = await talk.say(text)
    assert "35 980" in told(answer)
    assert "120 970" in told(answer)


async def test_both_may_have_been_shown_one_after_the_other(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "mebel"))
    await talk.say("кровать 180 на 200 почем")
    assert [each["name"] for each in (await talk.say("какой матрас к ней встанет")).products or ()] == [
        "Матрас «Спина» жёсткий 180×200"
    ]
    assert "389 800" in told(await talk.say("итого за оба"))


async def test_what_is_sold_by_measure_is_counted_by_it(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "mebel"))
    await talk.say("сколько стоит кухня Шебер?")
    assert "569 700" in told(await talk.say("а за 3 метра сколько выйдет?"))
