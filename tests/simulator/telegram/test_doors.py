"""The control plane plays the people, and shows what they have seen."""

import base64
from typing import Any

import pytest

from fakes.telegram_caller import AIDA, TOKEN, Caller


async def test_a_person_writes_and_sees_the_answer(caller: Caller) -> None:
    await caller.control("say", bot="shop_bot", person=AIDA, start="w_7", names={"first_name": "Сакен"})
    await caller.control("say", bot="shop_bot", person=AIDA, text="Есть диваны?")
    first, second = await caller.told("getUpdates")
    assert (first["message"]["text"], first["message"]["from"]["first_name"]) == ("/start w_7", "Сакен")
    assert first["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    reply = {"message_id": second["message"]["message_id"]}
    await caller.told("sendMessage", chat_id=AIDA, text="Есть", reply_parameters=reply)
    _, seen = await caller.control("chat", "GET", bot="shop_bot", chat=AIDA)
    assert [message["text"] for message in seen["messages"]] == ["/start w_7", "Есть диваны?", "Есть"]
    _, sent = await caller.control("sent", "GET", bot="shop_bot", chat=AIDA)
    assert [message["text"] for message in sent["sent"]] == ["Есть"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"voice": base64.b64encode(b"OggS").decode()}, "voice"),
        ({"photo": base64.b64encode(b"PNG").decode(), "caption": "Вот такой"}, "photo"),
        ({"contact": "+77012345678"}, "contact"),
        ({"location": [43.2, 76.9]}, "location"),
    ],
)
async def test_a_person_sends_more_than_words(caller: Caller, given: dict[str, Any], field: str) -> None:
    status, _ = await caller.control("say", bot=TOKEN, person=AIDA, **given)
    assert status == 200
    (update,) = await caller.told("getUpdates")
    assert field in update["message"]


async def test_a_card_is_the_persons_own_or_somebody_elses(caller: Caller) -> None:
    for is_own in (True, False):
        await caller.control("say", bot=TOKEN, person=AIDA, contact="+77012345678", own=is_own)
    updates = await caller.told("getUpdates")
    assert [update["message"]["contact"]["user_id"] == AIDA for update in updates] == [True, False]


async def test_buttons_are_pressed_by_what_stands_on_them(caller: Caller) -> None:
    inline = {"inline_keyboard": [[{"text": "Беру", "callback_data": "take:1"}]]}
    reply = {"keyboard": [[{"text": "Номер", "request_contact": True}], ["Да"]]}
    numbers = [
        (await caller.told("sendMessage", chat_id=AIDA, text="x", reply_markup=markup))["message_id"]
        for markup in (inline, reply)
    ]
    pressed = [(numbers[0], "Беру"), (numbers[1], "Номер"), (numbers[1], "Да")]
    for number, label in pressed:
        assert (await caller.control("press", bot=TOKEN, person=AIDA, message_id=number, label=label))[0] == 200
    first, second, third = await caller.told("getUpdates")
    assert first["callback_query"]["data"] == "take:1"
    assert second["message"]["contact"]["user_id"] == AIDA
    assert third["message"]["text"] == "Да"
    assert (await caller.control("press", bot=TOKEN, person=AIDA, message_id=numbers[0], label="Нет"))[0] == 400


async def test_a_bot_hears_in_a_group_what_is_meant_for_it(caller: Caller) -> None:
    _, group = await caller.control("groups", title="Отдел продаж", bots=["shop_bot"])
    sent = await caller.told("sendMessage", chat_id=group["id"], text="Новая заявка")
    said = [{"text": "обед?"}, {"text": "/id"}, {"text": "Беру", "reply_to": sent["message_id"]}]
    for each in said:
        await caller.control("say", bot="shop_bot", person=9001, group=group["id"], **each)
    updates = await caller.told("getUpdates")
    assert [update["message"]["text"] for update in updates] == ["/id", "Беру"]
    assert updates[1]["message"]["reply_to_message"]["message_id"] == sent["message_id"]


async def test_who_blocks_a_bot_hears_nothing_and_is_told_of(caller: Caller) -> None:
    await caller.control("block", bot="shop_bot", person=AIDA)
    await caller.control("say", bot="shop_bot", person=AIDA, text="в пустоту")
    await caller.control("block", bot="shop_bot", person=AIDA, blocked=False)
    updates = await caller.told("getUpdates")
    assert [update["my_chat_member"]["new_chat_member"]["status"] for update in updates] == ["kicked", "member"]


async def test_faults_are_ordered_seen_and_ended(caller: Caller) -> None:
    await caller.control("faults", kind="refuse", status=429, retry_after=2, count=5, method="sendMessage")
    assert (await caller.ask("sendMessage", chat_id=AIDA, text="x"))[0] == 429
    _, state = await caller.control("state", "GET")
    assert [(fault["status"], fault["count"]) for fault in state["faults"]] == [(429, 4)]
    await caller.control("faults", "DELETE")
    assert await caller.told("sendMessage", chat_id=AIDA, text="x")


async def test_bots_are_made_and_their_tokens_broken_and_not_shown(caller: Caller) -> None:
    status, made = await caller.control("bots", token="700300:third-demo-token", username="third_bot")
    assert (status, made["username"]) == (200, "third_bot")
    _, state = await caller.control("state", "GET")
    assert "third-demo-token" not in str(state)
    await caller.control("bots/revoke", bot="third_bot")
    assert (await caller.ask("getMe", "700300:third-demo-token"))[0] == 401


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("say", {"bot": "nobody", "person": 1, "text": "x"}),
        ("say", {"bot": "shop_bot", "person": AIDA}),
        ("say", {"bot": "shop_bot", "person": AIDA, "start": "пробел и кириллица"}),
        ("say", {"bot": "shop_bot", "person": "Aida", "text": "x"}),
        ("say", {"bot": "shop_bot", "person": AIDA, "group": -5, "text": "x"}),
        ("bots", {"token": "no colon"}),
        ("faults", {"kind": "earthquake"}),
    ],
)
async def test_what_is_not_understood_is_refused(caller: Caller, path: str, given: dict[str, Any]) -> None:
    assert (await caller.control(path, **given))[0] == 400


async def test_a_form_of_a_page_is_refused(caller: Caller) -> None:
    url = f"{caller.telegram.url}/_sim/block"
    async with caller.session.post(url, data='{"bot": "shop_bot", "person": 5001}') as answer:
        assert answer.status == 400
    assert not caller.bot.blocked_chats
