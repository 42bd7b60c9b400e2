"""How the pending messages of a turn are understood: numbers from abroad, names and goods."""

import pytest

from fakes.demo import planted
from fakes.talk import Talk
from parley.runtime import Runtime


@pytest.mark.parametrize(
    ("question", "contact", "read_back"),
    [
        ("чи є у вас холодильники?", "Андрій 0671234567", "Андрій, +380 67 123 4567"),
        ("муздаткыч барбы?", "Нургүл 0555123456", "Нургүл, +996 555 123 456"),
        ("muzlatgich bormi", "Aziz 901234567", "Aziz, +998 90 123 45 67"),
        ("хөргөгч байгаа юу", "Болд 99112233", "Болд, +976 9911 2233"),
    ],
)
async def test_a_number_from_where_the_language_is_spoken_is_read_back_in_full(
    runtime: Runtime, question: str, contact: str, read_back: str
) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say(question)
    assert read_back in (await talk.say(contact)).text


async def test_a_customer_who_writes_the_companys_language_has_a_number_of_its_country(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("есть холодильники?")
    await talk.say("мой заказ 9161234567")
    assert (await talk.lead()).contact_info.get("phone_e164") is None


@pytest.mark.parametrize("goods", ["холодильник", "диван", "muzlatgich", "хөргөгч", "kettle"])
async def test_the_name_of_a_product_is_no_answer_to_the_question_for_a_name(runtime: Runtime, goods: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("хочу сделать заказ")
    assert talk.last.expected_reply == "name"
    await talk.say(goods)
    assert not (await talk.lead()).contact_info.get("name")


@pytest.mark.parametrize(
    "pieces",
    [
        ("8", "701", "234 56 71"),
        ("8701", "234 56 71"),
        ("8 701 234", "8 701 234 56 71"),
        ("8701", "8701 234", "87012345671"),
        ("87012", "345", "671"),
    ],
)
async def test_a_number_that_comes_in_pieces_is_put_together(runtime: Runtime, pieces: tuple[str, ...]) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("хочу заказать диван")
    await talk.say("Сабина")
    assert talk.last.expected_reply == "phone"
    for piece in pieces:
        await talk.say(piece)
    assert (await talk.lead()).contact_info.get("phone_e164") == "+77012345671"
