"""What a customer orders is kept from the first wish to the lead: taken, corrected, read back, told."""

import pytest
from sqlalchemy import select

from fakes.demo import planted
from fakes.talk import Talk
from parley.models import Delivery
from parley.runtime import Runtime

LINES = {
    "ru": ("нужен чайник", "беру этот", "Олжас 87011112233", "нет, сделайте две штуки", "да"),
    "en": ("do you have a kettle", "i'll take it", "Tom 87011112233", "actually make it 2 not 1", "yes"),
    "kk": ("шайнек бар ма", "осыны аламын", "Асхат 87011112233", "екеу болсын", "иә"),
    "ky": ("чайнек барбы", "ушуну алам", "Азамат 87011112233", "2 даана болсун", "ооба"),
    "uz": ("choynak bormi", "shuni olaman", "Rustam 87011112233", "2 ta bo'lsin", "ha"),
    "uk": ("чайник є?", "беру цей", "Олег 87011112233", "нехай буде 2", "так"),
    "mn": ("цахилгаан данх байна уу", "энийг авъя", "Болд 87011112233", "2 ширхэг болгоорой", "тийм"),
}


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
async def test_an_order_goes_from_a_wish_to_the_lead(runtime: Runtime, lines: tuple[str, ...]) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    asks, takes, contact, corrects, agrees = lines
    await talk.say(asks)
    taken = await talk.say(takes)
    assert "Bosch TWK" in taken.text
    assert taken.expected_reply == "name"
    assert "Bosch TWK" in (await talk.say(contact)).text
    assert "2 × " in (await talk.say(corrects)).text
    await talk.say(agrees)
    lead = await talk.lead()
    assert lead.status == "confirmed"
    (item,) = lead.details["order"]["items"]
    assert item["quantity"] == 2
    assert lead.details["order"]["price"] == 35080.5  # 5 % off the second
    assert "2 × Электрочайник Bosch TWK 1,7 л" in lead.summary


async def test_the_place_in_the_list_is_taken(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    shown = (await talk.say("покажите телевизоры")).products or ()
    assert str(shown[1]["name"]) in (await talk.say("ладно беру второй")).text


async def test_which_of_several_is_asked_before_who_takes_it(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("покажите телевизоры")
    answer = await talk.say("беру")
    assert answer.expected_reply == "need"
    assert answer.text == "Какой из них оформить?"


async def test_wishes_beside_the_goods_are_noted_and_the_contact_stays(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("нужен чайник")
    await talk.say("беру")
    await talk.say("Олжас 87011112233")
    noted = await talk.say("без доставки, сам заберу")
    assert "без доставки" in noted.text
    assert noted.expected_reply == "confirm"
    await talk.say("да")
    lead = await talk.lead()
    assert lead.status == "confirmed"
    assert lead.details["order"]["remarks"] == ["без доставки, сам заберу"]


async def test_an_order_put_right_after_the_confirmation_is_told(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    for line in ("нужен чайник", "беру", "Олжас 87011112233", "да"):
        await talk.say(line)
    assert "3 × " in (await talk.say("ой, сделайте 3 штуки")).text
    lead = await talk.lead()
    assert "3 × " in lead.summary
    async with runtime.db.scoped(lead.company_id) as session:
        notices = (await session.scalars(select(Delivery).where(Delivery.lead_id == lead.id))).all()
    assert any("3 × " in str(notice.payload["preview"]) for notice in notices)


async def test_a_denied_contact_is_no_change_of_the_order(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    for line in ("нужен чайник", "беру", "Олжас 87011112233"):
        await talk.say(line)
    assert (await talk.say("нет, номер не тот")).expected_reply == "correction"


@pytest.mark.parametrize("text", ["не беру", "сколько будет если возьму 2", "а беру ли я кота в мешке?"])
async def test_who_takes_nothing_orders_nothing(runtime: Runtime, text: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("нужен чайник")
    await talk.say(text)
    assert "order" not in (await talk.lead()).details


CANCELLING = {
    "ru": "ладно, отмените заказ",
    "en": "ok cancel it, dont need anything",
    "kk": "жоқ, бас тартамын",
    "ky": "жок, баш тартам",
    "uz": "mayli, bekor qiling",
    "uk": "добре, скасуйте замовлення",
    "mn": "за яахав, цуцлаарай",
}


@pytest.mark.parametrize("language", LINES)
async def test_an_order_is_cancelled_even_where_it_was_read_back_and_the_words_begin_like_a_yes(
    runtime: Runtime, language: str
) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    for line in LINES[language][:3]:
        await talk.say(line)
    answer = await talk.say(CANCELLING[language])
    assert answer.expected_reply != "confirm"
    lead = await talk.lead()
    assert lead.status != "confirmed"
    assert not (lead.details or {}).get("order")


@pytest.mark.parametrize("text", ["телефон давать отказываюсь", "передумал, давайте ещё два", "доставку отмените"])
async def test_who_refuses_something_else_keeps_the_order(runtime: Runtime, text: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    for line in ("нужен чайник", "беру этот", text):
        await talk.say(line)
    assert "Bosch TWK" in (await talk.say("покажите заказ")).text


SHOWING = {
    "ru": "что у меня в заказе?",
    "en": "show my order",
    "kk": "тапсырысымды көрсетіңіз",
    "ky": "буйрутмамды көрсөтүңүз",
    "uz": "buyurtmamni ko'rsating",
    "uk": "нагадайте моє замовлення",
    "mn": "захиалгаа харуулаач",
}


@pytest.mark.parametrize("language", LINES)
async def test_what_is_ordered_is_shown_on_request(runtime: Runtime, language: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    for line in LINES[language][:2]:
        await talk.say(line)
    assert "Bosch TWK" in (await talk.say(SHOWING[language])).text


@pytest.mark.parametrize("text", ["да верно. ой, самовывоз", "да. ой нет, самовывоз"])
async def test_a_yes_that_is_taken_back_confirms_nothing(runtime: Runtime, text: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    for line in ("нужен чайник", "беру этот", "Олжас 87011112233"):
        await talk.say(line)
    answer = await talk.say(text)
    assert text in answer.text
    assert answer.expected_reply == "confirm"
    assert (await talk.lead()).status != "confirmed"


@pytest.mark.parametrize("text", ["ok take both", "both please", "оба беру", "екеуін де аламын", "обидва беру"])
async def test_both_of_what_was_shown_are_taken(runtime: Runtime, text: str) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("нужен чайник и пылесос")
    await talk.say(text)
    order = (await talk.lead()).details["order"]
    assert len(order["items"]) == 2
