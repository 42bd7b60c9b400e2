"""What a customer meets in a company's bot: buttons, waiting, edited words, commands, a moved group."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from fakes.telegram_shop import CHAT, TOKEN, Shop, a_telegram_shop, until
from parley.conversation import loop_guard
from parley.models import Contact, Message, Profile
from parley.runtime import Runtime


@pytest_asyncio.fixture(loop_scope="session")
async def shop(live: Runtime, request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    async with a_telegram_shop(live, **getattr(request, "param", {})) as shop:
        yield shop


def labels(message: dict[str, Any]) -> list[str]:
    """The words on the buttons under a message."""
    markup = message["reply_markup"]
    rows = markup.get("keyboard") or markup.get("inline_keyboard") or []
    return [button["text"] for row in rows for button in row]


async def press(shop: Shop, data: str, message: dict[str, Any]) -> dict[str, Any]:
    """The customer presses a button; the press, which is answered."""
    pressed = shop.api.press(CHAT, data, message["message_id"])
    await shop.happen(pressed)
    await until(lambda: pressed["callback_query"]["id"] in shop.bot.popups)
    return pressed


async def test_a_chosen_language_brings_the_keyboard_of_the_beginning(shop: Shop) -> None:
    await shop.say("/start")
    (greeting,) = await shop.sent(1)
    await press(shop, "lang_uz", greeting)
    begin = (await shop.sent(3))[2]
    assert labels(begin) == ["🚀 Yechim tanlash", "📞 Menejer bilan gaplashish"]


async def test_the_button_for_a_manager_asks_for_a_person(shop: Shop) -> None:
    await shop.say("📞 Связаться с менеджером")
    (notice,) = await shop.sent(1, 9001)
    assert "Связаться с менеджером" in notice["text"]


async def test_a_chosen_language_is_kept_for_the_next_beginning(shop: Shop) -> None:
    greeting_update = shop.api.message(CHAT, "/lang")
    await shop.happen(greeting_update)
    (languages,) = await shop.sent(1)
    await press(shop, "lang_en", languages)
    await shop.sent(3)
    await shop.say("/start")
    await shop.sent(4)
    await shop.say("ok")
    assert not any("а" <= letter <= "я" for letter in (await shop.sent(5))[4]["text"].lower())


async def test_stop_is_confirmed(shop: Shop) -> None:
    await shop.say("/stop")
    (said,) = await shop.sent(1)
    assert said["text"] == shop.site.rt.language("ru").replies.opted_out


async def test_a_button_of_long_ago_stops_waiting_and_says_nothing(shop: Shop) -> None:
    await shop.say("/start")
    (greeting,) = await shop.sent(1)
    for data in ("details_3f0f", "order_", "unknown", "x" * 64):
        await press(shop, data, greeting)
    await shop.say("/id")
    assert [message["text"] for message in await shop.sent(2)][1] == str(CHAT)


async def test_an_edited_message_is_stored_and_one_that_was_answered_is_answered_no_more(shop: Shop) -> None:
    said = shop.api.message(CHAT, "Здравствуйте")
    await shop.happen(said)
    await shop.sent(1)
    edited = shop.api.message(CHAT, "Здравствуйте!!")
    edited["edited_message"] = {**edited.pop("message"), "message_id": said["message"]["message_id"]}
    await shop.happen(edited)
    await shop.say("/id")
    assert (await shop.sent(2))[1]["text"] == str(CHAT)
    async with shop.site.rt.db.scoped(shop.company_id) as session:
        texts = list(await session.scalars(select(Message.text).where(Message.role == "user")))
    assert texts == ["Здравствуйте!!"]


@pytest.mark.parametrize("shop", [{"burst_window": 1.5}], indirect=True)
async def test_what_is_edited_before_it_is_answered_is_answered_as_it_is_then(shop: Shop) -> None:
    said = shop.api.message(CHAT, "Здравствуйте")
    await shop.happen(said)
    edited = shop.api.message(CHAT, "Позовите живого человека")
    edited["edited_message"] = {**edited.pop("message"), "message_id": said["message"]["message_id"]}
    await shop.happen(edited)
    (notice,) = await shop.sent(1, 9001)
    assert "Позовите живого человека" in notice["text"]


async def test_a_group_that_moved_is_followed(shop: Shop) -> None:
    group, moved = -100, -100200300
    async with shop.site.rt.db.scoped(shop.company_id) as session:
        await session.execute(update(Profile).values(admin_chat_id=group))
    shop.bot.moved[group] = moved
    path = f"/companies/{shop.company_id}/channels"
    (account,) = (await shop.site.get(path, key=shop.site.sup)).json()["channels"]
    await shop.say("/id")
    await shop.sent(1)
    update_of_group = shop.api.message(group)
    update_of_group["message"] |= {"migrate_to_chat_id": moved, "chat": {"id": group, "type": "group"}}
    await shop.happen(update_of_group)

    async def staff_chat() -> int | None:
        async with shop.site.rt.db.scoped(shop.company_id) as session:
            found: int | None = await session.scalar(select(Profile.admin_chat_id))
            return found

    async with asyncio.timeout(60):
        while await staff_chat() != moved:
            await asyncio.sleep(0.05)
    sent = await shop.site.post(f"{path}/{account['id']}/test-message", key=shop.site.sup)
    assert sent.json()["status"] == "sent"
    assert shop.bot.sent_to(moved)


async def test_who_blocked_the_bot_is_unreachable_until_they_come_back(shop: Shop) -> None:
    await shop.say("/start")
    await shop.sent(1)
    shop.bot.blocked_chats.add(CHAT)
    await shop.say("Здравствуйте")

    async def blocked() -> bool:
        async with shop.site.rt.db.scoped(shop.company_id) as session:
            return await session.scalar(select(Contact.blocked_at)) is not None

    async with asyncio.timeout(60):
        while not await blocked():
            await asyncio.sleep(0.05)
    shop.bot.blocked_chats.clear()
    member = {
        "chat": {"id": CHAT, "type": "private"},
        "from": {"id": CHAT},
        "new_chat_member": {"status": "member"},
    }
    await shop.happen({"update_id": 990_001, "my_chat_member": member})
    async with asyncio.timeout(60):
        while await blocked():
            await asyncio.sleep(0.05)


async def test_two_programs_that_write_to_each_other_come_to_an_end(shop: Shop) -> None:
    await shop.say("Здравствуйте")
    await shop.sent(1)
    async with shop.site.rt.db.scoped(shop.company_id) as session:
        number, company = (
            await session.execute(select(Message.conversation_id, Message.company_id).limit(1))
        ).one()
        at = shop.site.rt.clock()
        for _ in range(loop_guard.MAX_ANSWERS):
            session.add(
                Message(company_id=company, conversation_id=number, role="assistant", text="эхо", created_at=at)
            )
    await shop.say("эхо")
    await shop.say("/id")
    assert [message["text"] for message in await shop.sent(2)][1] == str(CHAT)


async def test_what_a_bot_writes_is_nobodys(shop: Shop) -> None:
    bot = {"id": 1, "is_bot": True, "first_name": "Bot"}
    await shop.happen(shop.api.message(CHAT, "Купите слона") | {})
    await shop.sent(1)
    by_bot = shop.api.message(CHAT, "Купите слона")
    by_bot["message"]["from"] = bot
    via_bot = shop.api.message(CHAT, "Купите слона", via_bot=bot)
    for each in (by_bot, via_bot):
        await shop.happen(each)
    await shop.say("/id")
    assert (await shop.sent(2))[1]["text"] == str(CHAT)


async def test_a_recommendation_has_buttons_that_say_something_in_this_talk_only(shop: Shop) -> None:
    goods = [{"id": "p1", "name": "Холодильник Демо 300", "price": 100000, "description": "Тихий"}]
    assert (await shop.site.post("/brands/shop/products/bulk", json=goods, key=shop.site.sup)).status == 200
    await shop.say("Есть холодильники?")
    (offer,) = await shop.sent(1)
    assert labels(offer) == ["📄 Подробнее", "✅ Оформить заявку"]
    data = [button["callback_data"] for button in offer["reply_markup"]["inline_keyboard"][0]]
    assert [each.partition("_")[0] for each in data] == ["details", "order"]
    assert all(len(each.encode()) <= 64 for each in data)
    await press(shop, data[1], offer)
    await shop.sent(2)
    async with shop.site.rt.db.scoped(shop.company_id) as session:
        said = list(await session.scalars(select(Message.text).where(Message.role == "user").order_by(Message.id)))
    assert said == ["Есть холодильники?", "Хочу оформить заявку"]
    await shop.say("/start")
    await shop.sent(3)
    await press(shop, data[0], offer)
    await shop.say("/id")
    assert (await shop.sent(4))[3]["text"] == str(CHAT)
    assert TOKEN not in str(shop.bot.sent)
