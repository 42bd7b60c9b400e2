"""Goods of several kinds in one message are found each by itself."""

import pytest

from fakes.demo import planted
from fakes.talk import Talk
from parley.runtime import Runtime


@pytest.mark.parametrize(
    "text",
    [
        "нужен чайник и пылесос",
        "i want a kettle and a vacuum cleaner",
        "шайнек және шаңсорғыш керек",
        "чайник жана чаң соргуч керек",
        "choynak va changyutgich kerak",
        "треба чайник та пилосос",
        "цахилгаан данх болон тоос сорогч авмаар байна",
    ],
)
async def test_each_of_the_things_that_a_message_lists_is_offered(runtime: Runtime, text: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    names = " ".join(str(card["name"]).lower() for card in (await talk.say(text)).products or ())
    assert "чайник" in names
    assert "пылесос" in names


async def test_what_is_compared_is_not_listed(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    answer = await talk.say("чайник или пылесос, что лучше подарить?")
    assert "Вместе" not in answer.text


async def test_whoever_says_a_whole_name_is_shown_no_other(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    cards = (await talk.say("нужен холодильник")).products or ()
    name = str(cards[0]["name"])
    shown = (await talk.say(f"покажите {name}")).products or ()
    assert [card["name"] for card in shown] == [name]


async def test_the_sum_of_what_is_listed_and_counted_is_told_and_told_again(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    assert "Вместе: " in (await talk.say("2 чайника и 1 пылесос")).text
    again = (await talk.say("итого?")).text
    assert "2 × Электрочайник" in again
    assert "Робот-пылесос" in again
    assert "Вместе: " in again
