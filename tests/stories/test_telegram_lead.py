"""A customer writes to a company's bot and becomes a lead, by webhook and by polling."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from fakes.site import a_visitor
from fakes.telegram_shop import CHAT, MANAGER, PATIENCE_SECONDS, TOKEN, Shop, a_telegram_shop, until
from parley.companies import manage
from parley.runtime import Runtime
from parley.worker.polling import AccountLocks, run_pollers

# Somebody else of the staff, and the staff's group.
OTHER, FORUM = 9002, -100777


def _data(notice: dict[str, Any], action: str) -> str:
    """What a button of a notice carries."""
    buttons = [button for row in notice["reply_markup"]["inline_keyboard"] for button in row]
    carried = [str(button.get("callback_data", "")) for button in buttons]
    return next(data for data in carried if data.startswith((f"{action}:", f"{action}_")))


@pytest_asyncio.fixture(loop_scope="session")
async def shop(live: Runtime, request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    async with a_telegram_shop(live, getattr(request, "param", "https://parley.example")) as shop:
        yield shop


async def test_a_talk_in_telegram_ends_in_a_lead(shop: Shop) -> None:
    await shop.say("/start")
    (greeting,) = await shop.sent(1)
    assert "Здравствуйте" in greeting["text"]
    assert "Hello" in greeting["text"]
    assert [len(row) for row in greeting["reply_markup"]["inline_keyboard"]] == [2, 2, 2]
    await shop.say("Меня зовут Сакен, хочу купить холодильник, 8 701 234 56 78")
    assert "Сакен, +7 701 234 5678" in (await shop.sent(2))[1]["text"]
    await shop.say("да, всё верно")
    assert "Спасибо, Сакен" in (await shop.sent(3))[2]["text"]
    leads = (await shop.site.get(f"/sales/{shop.company_id}/leads", key=shop.site.sup)).json()["leads"]
    assert [(lead["status"], lead["source"]) for lead in leads] == [("confirmed", "telegram")]


async def test_a_call_that_comes_twice_is_answered_once(shop: Shop) -> None:
    update = shop.api.message(CHAT, "Здравствуйте")
    for _ in range(2):
        assert await shop.api.deliver(TOKEN, update, base=shop.site.base) == 200
    await shop.sent(1)
    await shop.say("Какие у вас есть товары?")
    assert len(await shop.sent(2)) == 2


async def test_a_call_without_the_secret_is_refused(shop: Shop) -> None:
    update = shop.api.message(CHAT, "Здравствуйте")
    assert await shop.api.deliver(TOKEN, update, base=shop.site.base, secret="guessed") == 403
    assert not shop.bot.sent


async def test_a_chosen_language_is_spoken_from_then_on(shop: Shop) -> None:
    await shop.say("/start")
    (greeting,) = await shop.sent(1)
    update = shop.api.press(CHAT, "lang_en", greeting["message_id"])
    assert await shop.api.deliver(TOKEN, update, base=shop.site.base) == 200
    chosen = (await shop.sent(2))[1]
    assert (chosen["method"], chosen["message_id"]) == ("editMessageText", greeting["message_id"])
    assert chosen["text"] == "Great! Now write or speak, and I will answer you."
    await shop.say("ok")
    assert not any("а" <= letter <= "я" for letter in (await shop.sent(3))[2]["text"].lower())


async def test_a_shared_contact_is_the_customers_number_only_where_it_is_his_own(shop: Shop) -> None:
    card = {"phone_number": "+77012345678", "user_id": CHAT}
    await shop.say("Хочу купить холодильник, меня зовут Сакен")
    await shop.sent(1)
    await shop.say(contact=card)
    assert "Сакен, +7 701 234 5678" in (await shop.sent(2))[1]["text"]


async def test_what_could_not_be_sent_for_a_moment_is_sent_then_and_in_order(shop: Shop) -> None:
    refusal = {"description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}
    shop.api.faults.append(("sendMessage", 429, refusal))
    await shop.say("/start")
    await shop.say("/id")
    texts = [message["text"] for message in await shop.sent(2)]
    assert texts[1] == str(CHAT)


async def test_an_answer_whose_sending_has_no_known_end_is_not_sent_again(shop: Shop) -> None:
    shop.api.faults.append(("sendMessage", 0, {}))
    await shop.say("/start")
    await shop.sent(1)
    await shop.say("/id")
    texts = [message["text"] for message in await shop.sent(2)]
    assert len(texts) == 2
    assert texts[1] == str(CHAT)


async def test_a_manager_answers_a_customer_by_answering_the_notice_and_gives_the_talk_back(shop: Shop) -> None:
    await shop.say("Позовите, пожалуйста, живого человека")
    await shop.sent(1)
    (notice,) = await shop.sent(1, MANAGER)
    await shop.reply("Добрый день, это Марат. Чем помочь?", notice)
    assert (await shop.sent(2))[1]["text"] == "Добрый день, это Марат. Чем помочь?"
    await shop.say("Мне нужен счёт на юрлицо")
    relayed = (await shop.sent(2, MANAGER))[1]
    assert "Мне нужен счёт на юрлицо" in relayed["text"]
    assert len(shop.bot.sent_to(CHAT)) == 2, "the bot says nothing while a person holds the talk"
    await shop.reply("Пришлю через час", relayed)
    assert (await shop.sent(3))[2]["text"] == "Пришлю через час"
    await shop.press(_data(notice, "return"), notice)
    assert "снова ведёт бот" in (await shop.sent(3, MANAGER))[2]["text"]
    await shop.say("/lang")
    await shop.say("Вы бот?")
    assert "виртуальный помощник" in (await shop.sent(5))[4]["text"]


async def test_a_stranger_cannot_take_a_talk(shop: Shop) -> None:
    await shop.say("Позовите, пожалуйста, живого человека")
    (notice,) = await shop.sent(1, MANAGER)
    update = shop.api.press(6006, _data(notice, "take"), notice["message_id"])
    assert await shop.api.deliver(TOKEN, update, base=shop.site.base) == 200
    await until(lambda: list(shop.bot.popups.values()) == ["Эта кнопка только для сотрудников компании."])
    await shop.say("Вы бот?")
    assert "виртуальный помощник" in (await shop.sent(2))[1]["text"]


async def test_who_took_a_customer_is_seen_by_everybody_who_was_told(shop: Shop) -> None:
    await shop.say("Позовите, пожалуйста, живого человека")
    (notice,) = await shop.sent(1, MANAGER)
    place = (MANAGER, notice["message_id"])
    await shop.press(_data(notice, "take"), notice, "Марат")
    await until(lambda: "✋ Взял(а) Марат." in shop.bot.shown[place]["text"])
    assert "Разговор ведёте вы, Марат" in (await shop.sent(2, MANAGER))[1]["text"]
    await shop.press(_data(notice, "take"), notice, "Марат")
    await shop.press(_data(notice, "take"), notice, "Жанна")
    await until(lambda: len(shop.bot.popups) == 3)
    assert list(shop.bot.popups.values())[2] == "Этот разговор уже ведёт Марат."
    assert "Жанна" not in shop.bot.shown[place]["text"]
    await shop.press(_data(notice, "return"), notice, "Марат")
    await until(lambda: "Взял" not in shop.bot.shown[place]["text"])
    assert "снова ведёт бот" in (await shop.sent(3, MANAGER))[2]["text"]
    assert len(shop.bot.new_in(MANAGER)) == 3


async def test_a_notice_shows_the_lead_and_gives_the_number_as_a_card(shop: Shop) -> None:
    await shop.say("Меня зовут Сакен, хочу купить холодильник, 8 701 234 56 78")
    await shop.sent(1)
    await shop.say("да, всё верно")
    (notice,) = await shop.sent(1, MANAGER)
    assert [[button["text"] for button in row] for row in notice["reply_markup"]["inline_keyboard"]] == [
        ["🆕 Сакен"],
        ["✋ Беру", "📞 Номер"],
        ["🔗 Открыть", "🤖 Вернуть боту"],
    ]
    await shop.press(_data(notice, "number"), notice)
    card = (await shop.sent(2, MANAGER))[1]
    assert (card["method"], card["phone_number"], card["first_name"]) == ("sendContact", "+77012345678", "Сакен")
    await shop.press(_data(notice, "new_lead"), notice)
    shown = (await shop.sent(3, MANAGER))[2]
    assert "Сакен" in shown["text"]
    assert "Подтверждён | telegram" in shown["text"]
    await shop.reply("Сакен, ждём вас", card)
    await until(lambda: shop.bot.sent_to(CHAT)[-1]["text"] == "Сакен, ждём вас")


async def test_a_button_of_another_companys_notice_does_nothing(shop: Shop) -> None:
    await shop.say("Позовите, пожалуйста, живого человека")
    (notice,) = await shop.sent(1, MANAGER)
    foreign = {"callback_data": "take:999999"}
    await shop.press(foreign["callback_data"], notice)
    await until(lambda: list(shop.bot.popups.values()) == ["Этого разговора больше нет."])


async def test_a_web_visitor_is_answered_by_the_manager_in_the_same_place(shop: Shop) -> None:
    visitor = a_visitor()
    await shop.site.say(shop.company_id, visitor, "Позовите человека")
    (notice,) = await shop.sent(1, MANAGER)
    await shop.reply("Здравствуйте, я Марат", notice)
    await until(lambda: len(shop.api.calls) > 0)

    async def history() -> list[str]:
        path = f"/sales/{shop.company_id}/history?user_id={visitor}"
        return [line["content"] for line in (await shop.site.get(path)).json()["messages"]]

    async with asyncio.timeout(PATIENCE_SECONDS):
        while "Здравствуйте, я Марат" not in await history():
            await asyncio.sleep(0.05)
    answer = await shop.site.say(shop.company_id, visitor, "Есть холодильники?")
    assert "отвечает Aida" in answer["response"]
    assert "Есть холодильники?" in (await shop.sent(2, MANAGER))[1]["text"]


async def test_a_linked_person_is_told_too_takes_the_customer_and_is_a_customer_again_once_unlinked(
    shop: Shop,
) -> None:
    async def write(text: str, **more: Any) -> None:
        update = shop.api.message(OTHER, text, **more)
        assert await shop.api.deliver(TOKEN, update, base=shop.site.base) == 200

    async def others(count: int) -> list[dict[str, Any]]:
        await until(lambda: len(shop.bot.new_in(OTHER)) >= count)
        return shop.bot.new_in(OTHER)

    staff = f"/companies/{shop.company_id}/staff"
    link = (await shop.site.post(f"{staff}/links", json={"name": "Жанна"}, key=shop.site.sup)).json()
    assert link["link"] == f"https://t.me/shop_bot?start={link['code']}"
    await write(f"/start {link['code']}")
    assert "подключён" in (await others(1))[0]["text"]
    await shop.say("Позовите, пожалуйста, живого человека")
    (notice,) = await shop.sent(1, MANAGER)
    copy = (await others(2))[1]
    assert copy["text"] == notice["text"]
    press = shop.api.press(OTHER, _data(copy, "take"), copy["message_id"], "Жанна")
    assert await shop.api.deliver(TOKEN, press, base=shop.site.base) == 200
    for chat, message in ((MANAGER, notice), (OTHER, copy)):
        place = (chat, message["message_id"])
        await until(lambda place=place: "Взял(а) Жанна." in shop.bot.shown[place]["text"])  # type: ignore[misc]
    await others(3)
    await shop.say("Мне нужен счёт")
    relayed = (await others(4))[3]
    assert "Мне нужен счёт" in relayed["text"]
    assert len(shop.bot.new_in(MANAGER)) == 1, "who holds the customer reads on, and nobody else"
    await write("Сейчас пришлю", reply_to_message={"message_id": relayed["message_id"]})
    await until(lambda: shop.bot.sent_to(CHAT)[-1]["text"] == "Сейчас пришлю")
    (member,) = (await shop.site.get(staff, key=shop.site.sup)).json()["staff"]
    assert (await shop.site.delete(f"{staff}/{member['id']}", key=shop.site.sup)).status == 200
    press = shop.api.press(OTHER, _data(copy, "return"), copy["message_id"], "Жанна")
    assert await shop.api.deliver(TOKEN, press, base=shop.site.base) == 200
    await until(lambda: "Эта кнопка только для сотрудников компании." in shop.bot.popups.values())
    await write(f"/start {link['code']}")
    assert "не действует" in (await others(5))[4]["text"]


@pytest.mark.parametrize("is_forum", [True, False])
async def test_in_a_forum_each_conversation_has_a_topic_and_words_there_reach_the_customer(
    shop: Shop, is_forum: bool
) -> None:
    fields = {"id": shop.company_id, "manager_chat_id": FORUM}
    await manage.save_company(shop.site.rt, fields, with_secrets=True, at=shop.site.rt.clock())
    if is_forum:
        shop.bot.forums.add(FORUM)

    async def write(text: str, topic: int = 0, **more: Any) -> None:
        update = shop.api.message(MANAGER, text, **more)
        update["message"]["chat"] = {"id": FORUM, "type": "supergroup", "is_forum": is_forum}
        if topic:
            update["message"] |= {"message_thread_id": topic, "is_topic_message": True}
        assert await shop.api.deliver(TOKEN, update, base=shop.site.base) == 200

    async def told(count: int) -> list[dict[str, Any]]:
        await until(lambda: len(shop.bot.new_in(FORUM)) >= count)
        return shop.bot.new_in(FORUM)

    await shop.say("Позовите, пожалуйста, живого человека")
    (notice,) = await told(1)
    topic = shop.bot.topics[0][1] if is_forum else 0
    assert notice.get("message_thread_id", 0) == topic
    answered = {} if is_forum else {"reply_to_message": {"message_id": notice["message_id"]}}
    await write("Добрый день, это Марат", topic, **answered)
    await until(lambda: shop.bot.sent_to(CHAT)[-1]["text"] == "Добрый день, это Марат")
    await shop.say("Мне нужен счёт")
    relayed = (await told(2))[1]
    assert "Мне нужен счёт" in relayed["text"]
    assert relayed.get("message_thread_id", 0) == topic
    await write("статус", 0)
    assert "message_thread_id" not in (await told(3))[2]
    await write("/id", topic)
    assert (await told(4))[3]["text"] == str(FORUM), "a command in a topic is none for the customer"
    opened = [params for method, params in shop.api.calls if method == "createForumTopic"]
    assert len(opened) == 1, "one topic for a conversation, and a refusal is remembered"


async def test_a_manager_makes_a_channel_and_gets_its_code_and_the_bot_sells_nothing_to_him(shop: Shop) -> None:
    async def write(text: str) -> None:
        update = shop.api.message(MANAGER, text)
        assert await shop.api.deliver(TOKEN, update, base=shop.site.base) == 200

    await write("/start")
    (menu,) = await shop.sent(1, MANAGER)
    assert menu["text"] == "🤖 <b>Меню</b>"
    await write("Создать канал")
    await write("Инстаграм")
    await write("skip")
    made = (await shop.sent(4, MANAGER))[3]
    assert made["text"].startswith("✅ Готово: Instagram")
    await write("каналы")
    listed = (await shop.sent(5, MANAGER))[4]
    await shop.press(_data(listed, "qr_widget"), listed)
    code = (await shop.sent(6, MANAGER))[5]
    assert code["method"] == "sendPhoto"
    assert code["photo"].startswith(b"\x89PNG")
    assert "https://parley.example/w/" in code["caption"]
    await write("У вас есть холодильники?")
    await write("/id")
    told = await shop.sent(8, MANAGER)
    assert "Команды" in told[6]["text"]
    assert told[7]["text"] == str(MANAGER)
    leads = (await shop.site.get(f"/sales/{shop.company_id}/leads", key=shop.site.sup)).json()["leads"]
    assert leads == []


@pytest.mark.parametrize("shop", ["http://localhost:8000"], indirect=True)
async def test_a_bot_that_nobody_can_call_is_asked_and_answers_too(shop: Shop) -> None:
    rt = shop.site.rt
    pollers = asyncio.create_task(run_pollers(rt, AccountLocks(rt)))
    shop.api.leave(TOKEN, shop.api.message(CHAT, "/start"))
    await shop.sent(1)
    shop.api.leave(TOKEN, shop.api.message(CHAT, "/id"))
    assert (await shop.sent(2))[1]["text"] == str(CHAT)
    pollers.cancel()
    await asyncio.wait([pollers])
