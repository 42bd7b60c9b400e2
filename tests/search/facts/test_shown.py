"""Questions about what was shown last, and questions that are about something else."""

import pytest

from fakes.demo import planted
from fakes.talk import Talk
from parley.runtime import Runtime


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        ("сколько стоит ноутбук Lenovo IdeaPad?", "а сколько весит?", "1,6 кг"),
        ("how much is the Lenovo IdeaPad?", "and how heavy is it?", "1,6 кг"),
        ("Lenovo IdeaPad қанша тұрады?", "салмағы қанша?", "1,6 кг"),
        ("Lenovo IdeaPad баасы канча?", "салмагы канча?", "1,6 кг"),
        ("Lenovo IdeaPad qancha turadi?", "og'irligi qancha?", "1,6 кг"),
        ("скільки коштує Lenovo IdeaPad?", "а скільки важить?", "1,6 кг"),
        ("Lenovo IdeaPad ямар үнэтэй вэ?", "жин нь хэд вэ?", "1,6 кг"),
        ("есть холодильники?", "а у Bosch какой объём?", "324 л"),
    ],
)
async def test_what_leaves_out_its_product_is_asked_of_the_last(
    runtime: Runtime, first: str, then: str, says: str
) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say(first)
    answer = await talk.say(then)
    assert says in answer.text
    assert [str(product["name"])[:14] for product in answer.products or ()] in (
        ["Ноутбук Lenovo"],
        ["Холодильник Bo"],
    )


async def test_goods_of_another_kind_are_another_question(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("есть холодильники?")
    assert "55 дюймов" in (await talk.say("а какая диагональ у телевизора LG?")).text


@pytest.mark.parametrize("then", ["а доставка есть?", "есть скидка пенсионерам?", "до скольки работаете?"])
async def test_how_they_are_sold_is_no_attribute(runtime: Runtime, then: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("сколько стоит ноутбук Lenovo IdeaPad?")
    answer = await talk.say(then)
    assert "IdeaPad" not in answer.text
