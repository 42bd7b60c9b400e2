"""The methods do what the fact sheet says, and refuse what the real ones refuse (contracts/telegram.md)."""

import asyncio

import pytest

from fakes.telegram_caller import AIDA, TOKEN, Caller


async def test_a_bot_says_who_it_is(caller: Caller) -> None:
    me = await caller.told("getMe")
    assert (me["id"], me["username"], me["is_bot"]) == (700100, "shop_bot", True)


@pytest.mark.parametrize(
    ("token", "status", "words"),
    [("700100:other", 401, "Unauthorized"), ("nonsense", 404, "Not Found"), ("700100:", 404, "Not Found")],
)
async def test_a_wrong_token_opens_nothing(caller: Caller, token: str, status: int, words: str) -> None:
    assert await caller.ask("getMe", token) == (status, {"ok": False, "error_code": status, "description": words})


async def test_an_unknown_method_is_not_found_and_names_have_no_case(caller: Caller) -> None:
    assert await caller.refused("sendEverything") == (404, "Not Found: method not found")
    assert await caller.told("GETME")


async def test_numbers_of_messages_are_each_chats_own(caller: Caller) -> None:
    caller.telegram.open_chat(caller.bot, 5002)
    numbers = [
        (await caller.told("sendMessage", chat_id=chat, text="x"))["message_id"] for chat in (AIDA, AIDA, 5002)
    ]
    assert numbers == [1, 2, 1]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"chat_id": 999, "text": "x"}, "chat not found"),
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": AIDA, "text": " \n"}, "message text is empty"),
        ({"chat_id": AIDA, "text": "а" * 4097}, "message is too long"),
        ({"chat_id": AIDA, "text": "😀" * 2049}, "message is too long"),
        ({"chat_id": AIDA, "text": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
        ({"chat_id": AIDA, "text": "1.", "parse_mode": "MarkdownV2"}, "can't parse entities"),
        ({"chat_id": AIDA, "text": "x", "parse_mode": "RTF"}, "unsupported parse_mode"),
        ({"chat_id": AIDA, "text": "x", "entities": [{"offset": 0, "length": 9}]}, "out of the text"),
        ({"chat_id": AIDA, "text": "x", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
        ({"chat_id": AIDA, "text": "x", "message_thread_id": 5}, "message thread not found"),
    ],
)
async def test_a_message_that_cannot_be_sent_is_refused(
    caller: Caller, params: dict[str, object], words: str
) -> None:
    status, description = await caller.refused("sendMessage", **params)
    assert status == 400
    assert words in description
    assert not caller.bot.sent


async def test_what_fits_exactly_is_sent(caller: Caller) -> None:
    assert await caller.told("sendMessage", chat_id=AIDA, text="😀" * 2048)
    assert await caller.told("sendMessage", chat_id=AIDA, text="<b>" + "а" * 4096 + "</b>", parse_mode="HTML")


@pytest.mark.parametrize(
    ("data", "is_taken"), [("ы" * 32, True), ("ы" * 33, False), ("x" * 64, True), ("x" * 65, False), ("", False)]
)
async def test_what_a_button_carries_is_counted_in_bytes(caller: Caller, data: str, is_taken: bool) -> None:
    markup = {"inline_keyboard": [[{"text": "Беру", "callback_data": data}]]}
    status, answer = await caller.ask("sendMessage", chat_id=AIDA, text="x", reply_markup=markup)
    assert (status == 200) is is_taken
    assert is_taken or answer["description"] == "Bad Request: BUTTON_DATA_INVALID"


@pytest.mark.parametrize(
    "markup",
    [
        {"inline_keyboard": [[{"text": "x"}]]},
        {"inline_keyboard": [[{"text": "", "callback_data": "x"}]]},
        {"inline_keyboard": [[{"text": "x", "callback_data": "x", "url": "https://a.example"}]]},
        {"inline_keyboard": [[{"text": "x", "url": "javascript:alert(1)"}]]},
        {"keyboard": [[{"text": " "}]]},
    ],
)
async def test_a_keyboard_that_cannot_be_shown_is_refused(caller: Caller, markup: dict[str, object]) -> None:
    assert (await caller.refused("sendMessage", chat_id=AIDA, text="x", reply_markup=markup))[0] == 400


async def test_a_number_can_be_asked_for_in_private_only(caller: Caller) -> None:
    markup = {"keyboard": [[{"text": "Номер", "request_contact": True}]]}
    assert await caller.told("sendMessage", chat_id=AIDA, text="x", reply_markup=markup)
    group = caller.telegram.add_group(members=[caller.bot])
    assert (
        "private chats only"
        in (await caller.refused("sendMessage", chat_id=group.id, text="x", reply_markup=markup))[1]
    )


async def test_who_blocked_the_bot_or_never_opened_it_is_not_written_to(caller: Caller) -> None:
    caller.telegram.block(caller.bot, AIDA)
    assert await caller.refused("sendMessage", chat_id=AIDA, text="x") == (
        403, "Forbidden: bot was blocked by the user",
    )  # fmt: skip
    caller.telegram.block(caller.bot, AIDA, is_blocked=False)
    assert await caller.told("sendMessage", chat_id=AIDA, text="x")
    caller.telegram.person(AIDA, is_deactivated=True)
    assert (await caller.refused("sendMessage", chat_id=AIDA, text="x"))[1] == "Forbidden: user is deactivated"
    caller.telegram.person(5003)
    assert "can't initiate conversation" in (await caller.refused("sendMessage", chat_id=5003, text="x"))[1]


async def test_a_bot_writes_to_its_own_groups_only(caller: Caller) -> None:
    group = caller.telegram.add_group()
    assert (
        "bot is not a member of the supergroup chat"
        in (await caller.refused("sendMessage", chat_id=group.id, text="x"))[1]
    )
    own = caller.telegram.add_group(members=[caller.bot], is_super=False)
    assert await caller.told("sendMessage", chat_id=own.id, text="x")
    caller.telegram.remove_from_group(own.id, caller.bot)
    assert await caller.refused("sendMessage", chat_id=own.id, text="x") == (
        403, "Forbidden: bot was kicked from the group chat",
    )  # fmt: skip


async def test_a_group_that_moved_says_where_to(caller: Caller) -> None:
    group = caller.telegram.add_group(members=[caller.bot], is_super=False)
    moved = caller.telegram.upgrade_group(group.id)
    status, answer = await caller.ask("sendMessage", chat_id=group.id, text="x")
    assert (status, answer["parameters"]) == (400, {"migrate_to_chat_id": moved.id})
    assert await caller.told("sendMessage", chat_id=moved.id, text="x")


async def test_topics_are_of_forums(caller: Caller) -> None:
    plain, forum = (
        caller.telegram.add_group(members=[caller.bot], is_forum=is_forum) for is_forum in (False, True)
    )
    assert "not a forum" in (await caller.refused("createForumTopic", chat_id=plain.id, name="Сакен"))[1]
    topic = await caller.told("createForumTopic", chat_id=forum.id, name="Сакен")
    sent = await caller.told(
        "sendMessage", chat_id=forum.id, text="x", message_thread_id=topic["message_thread_id"]
    )
    assert sent["message_thread_id"] == topic["message_thread_id"]


async def test_a_message_is_changed_once(caller: Caller) -> None:
    sent = await caller.told("sendMessage", chat_id=AIDA, text="Ищу…")
    change = {"chat_id": AIDA, "message_id": sent["message_id"], "text": "Нашёл"}
    assert (await caller.told("editMessageText", **change))["text"] == "Нашёл"
    assert "message is not modified" in (await caller.refused("editMessageText", **change))[1]
    assert (
        "message to edit not found" in (await caller.refused("editMessageText", **change | {"message_id": 77}))[1]
    )
    own = caller.telegram.say(caller.bot, AIDA, "моё")["message_id"]
    assert "can't be edited" in (await caller.refused("editMessageText", **change | {"message_id": own}))[1]


async def test_a_pressed_button_is_answered_once(caller: Caller) -> None:
    sent = await caller.told("sendMessage", chat_id=AIDA, text="x")
    callback = caller.telegram.press_button(caller.bot, AIDA, "take:1", sent["message_id"])["callback_query"]
    assert callback["message"]["message_id"] == sent["message_id"]
    assert await caller.told("answerCallbackQuery", callback_query_id=callback["id"]) is True
    assert "query is too old" in (await caller.refused("answerCallbackQuery", callback_query_id=callback["id"]))[1]


async def test_a_draft_is_shown_until_the_message_is_sent(caller: Caller) -> None:
    assert await caller.told("sendMessageDraft", chat_id=AIDA, draft_id=1, text="Сейчас") is True
    chat = caller.bot.chats[AIDA]
    assert chat.draft == "Сейчас"
    await caller.told("sendMessage", chat_id=AIDA, text="Сейчас посмотрю")
    assert chat.draft == ""
    assert "non-zero" in (await caller.refused("sendMessageDraft", chat_id=AIDA, draft_id=0, text="x"))[1]
    group = caller.telegram.add_group(members=[caller.bot])
    assert "private" in (await caller.refused("sendMessageDraft", chat_id=group.id, draft_id=1, text="x"))[1]


async def test_a_card_needs_a_number_and_a_name(caller: Caller) -> None:
    card = {"chat_id": AIDA, "phone_number": "+77012345678", "first_name": "Сакен"}
    assert (await caller.told("sendContact", **card))["contact"]["phone_number"] == "+77012345678"
    for missing in ("phone_number", "first_name"):
        assert (await caller.refused("sendContact", **card | {missing: ""}))[0] == 400


async def test_a_file_is_named_and_then_fetched(caller: Caller) -> None:
    caller.telegram.speak(caller.bot, AIDA, b"OggS demo")
    (update,) = await caller.told("getUpdates")
    found = await caller.told("getFile", file_id=update["message"]["voice"]["file_id"])
    url = f"{caller.telegram.url}/file/bot{TOKEN}/{found['file_path']}"
    async with caller.session.get(url) as answer:
        assert await answer.read() == b"OggS demo"
    caller.telegram.store_file(b"\0" * (20 * 2**20 + 1), "large")
    assert (await caller.refused("getFile", file_id="large"))[1] == "Bad Request: file is too big"
    assert (await caller.refused("getFile", file_id="unknown"))[0] == 400


async def test_updates_wait_until_they_are_confirmed(caller: Caller) -> None:
    for text in ("раз", "два", "три"):
        caller.telegram.say(caller.bot, AIDA, text)
    found = await caller.told("getUpdates")
    assert [update["message"]["text"] for update in found] == ["раз", "два", "три"]
    numbers = [update["update_id"] for update in found]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]
    rest = await caller.told("getUpdates", offset=numbers[1])
    assert [update["message"]["text"] for update in rest] == ["два", "три"]
    assert len(await caller.told("getUpdates", offset=-1)) == 1
    assert await caller.told("getUpdates", offset=numbers[2] + 1) == []


async def test_a_poll_is_held_open_until_something_comes(caller: Caller) -> None:
    poll = asyncio.create_task(caller.told("getUpdates", timeout=20))
    while caller.bot.poll is None:
        await asyncio.sleep(0)
    caller.telegram.say(caller.bot, AIDA, "привет")
    assert [update["message"]["text"] for update in await poll] == ["привет"]


async def test_two_who_poll_one_bot_are_in_each_others_way(caller: Caller) -> None:
    first = asyncio.create_task(caller.ask("getUpdates", timeout=20))
    while caller.bot.poll is None:
        await asyncio.sleep(0)
    assert await caller.told("getUpdates", timeout=0) == []
    status, answer = await first
    assert status == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_who_has_a_webhook_is_not_asked(caller: Caller) -> None:
    poll = asyncio.create_task(caller.ask("getUpdates", timeout=20))
    while caller.bot.poll is None:
        await asyncio.sleep(0)
    assert await caller.told("setWebhook", url="https://shop.example/hook") is True
    assert (await poll)[1]["description"] == "Conflict: terminated by setWebhook request"
    assert (await caller.refused("getUpdates"))[1].startswith("Conflict: can't use getUpdates method while webhook")
    assert (await caller.told("getWebhookInfo"))["url"] == "https://shop.example/hook"
    await caller.told("deleteWebhook")
    assert await caller.told("getUpdates") == []


@pytest.mark.parametrize(
    "params",
    [
        {"url": "http://shop.example/hook"},
        {"url": "https://shop.example:8000/hook"},
        {"url": "https://shop.example/hook", "secret_token": "секрет"},
        {"url": "https://shop.example/hook", "secret_token": "x" * 257},
    ],
)
async def test_a_webhook_that_telegram_would_not_call_is_refused(caller: Caller, params: dict[str, str]) -> None:
    assert (await caller.refused("setWebhook", **params))[0] == 400


async def test_only_what_was_asked_for_is_told(caller: Caller) -> None:
    assert await caller.told("getUpdates", allowed_updates=["message"]) == []
    caller.telegram.block(caller.bot, AIDA)
    caller.telegram.block(caller.bot, AIDA, is_blocked=False)
    caller.telegram.say(caller.bot, AIDA, "привет")
    assert [set(update) - {"update_id"} for update in await caller.told("getUpdates")] == [{"message"}]
