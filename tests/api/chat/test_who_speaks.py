"""Strangers at every door of the chat: what they can guess opens nobody's talk (contract §1.1, "Who speaks")."""

import asyncio
from io import BytesIO
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.recordings import RECORDINGS
from fakes.site import Site, Socket, a_visitor
from parley.companies import keys
from parley.domain.company import CompanyConfig
from parley.testing import ScriptedTranscriber

TELEGRAM_ID = "7123456789"
SECRETS = ("Сакенбек", "234 56 78", "2345678")
# What a customer of the bot has told, so that whoever is taken for them would be read it back.
INTRODUCTION = ("Хочу купить ноутбук", "Меня зовут Сакенбек", "Мой номер 8 701 234 56 78")


@pytest_asyncio.fixture(loop_scope="session")
async def shop(site: Site) -> CompanyConfig:
    return await a_company(site.rt)


async def leads(site: Site, company: CompanyConfig) -> list[dict[str, Any]]:
    """The company's leads, the oldest first."""
    got = await site.get(f"/sales/{company.id}/leads?limit=200", key=site.sup)
    return list(reversed(got.json()["leads"]))


async def introduce_customer(
    site: Site, company: CompanyConfig, user_id: str, *, key: str = "", **more: Any
) -> dict[str, Any]:
    """Sends all that a customer says before the last yes; returns the answer."""
    answer = await site.say(company.id, user_id, *INTRODUCTION, key=key, **more)
    assert "Сакенбек" in answer["response"]
    return answer


def assert_knows_nothing(text: str) -> None:
    assert not [secret for secret in SECRETS if secret in text], text


@pytest.mark.parametrize(
    "user_id",
    [
        TELEGRAM_ID,
        f" {TELEGRAM_ID}",
        f"{TELEGRAM_ID} ",
        f"+{TELEGRAM_ID}",
        f"0{TELEGRAM_ID}",
        f"{TELEGRAM_ID}\x00",
        "７１２３４５６７８９",
        int(TELEGRAM_ID),
    ],
)
async def test_a_telegram_id_without_a_key_is_nobody_known(site: Site, shop: CompanyConfig, user_id: Any) -> None:
    await introduce_customer(site, shop, TELEGRAM_ID, key=site.svc)
    body = {"message": "да", "user_id": user_id, "language": "en", "source": "telegram", "username": "eve"}
    got = await site.post(f"/sales/{shop.id}/chat", json=body)
    assert got.status == 200
    assert_knows_nothing(got.text)
    known, stranger = await leads(site, shop)
    assert (known["telegram_user_id"], known["status"], known["contact_info"]["name"]) == (
        int(TELEGRAM_ID), "new", "Сакенбек",
    )  # fmt: skip
    assert known["contact_info"].get("username") != "eve"
    assert stranger["telegram_user_id"] is None
    # Nor does the bot's own customer notice anything.
    answer = await site.say(shop.id, TELEGRAM_ID, "да, верно", key=site.svc)
    assert (answer["action"], answer["language"]) == ("confirmed", "ru")


@pytest.mark.parametrize("message", ["start_session", "Здравствуйте"])
async def test_nobody_without_a_key_closes_a_talk_of_telegram(
    site: Site, shop: CompanyConfig, message: str
) -> None:
    await introduce_customer(site, shop, TELEGRAM_ID, key=site.svc)
    got = await site.say(shop.id, TELEGRAM_ID, message, new_session=True)
    assert_knows_nothing(got["response"])
    assert (await site.say(shop.id, TELEGRAM_ID, "да, верно", key=site.svc))["action"] == "confirmed"


async def test_a_number_stays_nobody_whatever_session_comes_with_it(site: Site, shop: CompanyConfig) -> None:
    session_id = (await site.say(shop.id, a_visitor(), "Здравствуйте"))["session_id"]
    await site.say(shop.id, TELEGRAM_ID, "Здравствуйте", session_id=session_id)
    assert len(await leads(site, shop)) == 2


async def test_only_parleys_own_programs_speak_for_telegram(site: Site, shop: CompanyConfig) -> None:
    manager = await keys.create_key(site.rt.db, "MGR", company=str(shop.id))
    await introduce_customer(site, shop, TELEGRAM_ID, key=site.svc)
    for key in (manager, "svc_unknown", ""):
        assert_knows_nothing((await site.say(shop.id, TELEGRAM_ID, "да", key=key))["response"])
    assert "Сакенбек" in (await site.say(shop.id, TELEGRAM_ID, "а это точно?", key=site.sup))["response"]


async def test_an_unmodified_bot_gives_its_key_in_the_address(site: Site, shop: CompanyConfig) -> None:
    """`http://api:<key>@host`, which every HTTP library makes Basic of."""
    address = site.base.replace("http://", f"http://api:{site.svc}@")
    async with aiohttp.ClientSession() as session:
        for message in INTRODUCTION:
            body = {"message": message, "user_id": int(TELEGRAM_ID), "session_id": TELEGRAM_ID}
            async with session.post(f"{address}/sales/{shop.id}/chat", json=body) as got:
                answer = await got.json()
    assert "Сакенбек" in answer["response"]
    assert answer["session_id"] == TELEGRAM_ID
    (lead,) = await leads(site, shop)
    assert (lead["telegram_user_id"], lead["source"]) == (int(TELEGRAM_ID), "telegram")


@pytest.mark.parametrize(
    ("user_id", "stored_id"),
    [
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", None),
        ("9" * 30, None),
        ("0", None),
        ("-5", None),
    ],
)
async def test_a_bots_key_makes_no_id_of_what_telegram_never_gives(
    site: Site, shop: CompanyConfig, user_id: str, stored_id: int | None
) -> None:
    for _ in range(2):
        await site.say(shop.id, user_id, "Здравствуйте", key=site.svc)
    assert [lead["telegram_user_id"] for lead in await leads(site, shop)] == [stored_id] * (1 if stored_id else 2)


@pytest.mark.parametrize(
    "ids",
    [
        {"session_id": "web-session"},
        {"session_id": "web"},
        {"session_id": "new", "user_id": None},
        {"session_id": "web-session", "user_id": "web_user"},
        {"session_id": "somebody's own"},
        {"session_id": "3f2b8c1e-9d4a-4f6b-8a7c-5e1d2b3c4f60"},
        {"user_id": "v_1"},
        {"user_id": "user1"},
        {"user_id": "web_user"},
        {},
    ],
)
async def test_strangers_with_the_same_constant_never_share_a_talk(
    site: Site, shop: CompanyConfig, ids: dict[str, Any]
) -> None:
    path = f"/sales/{shop.id}/chat"
    first = (await site.post(path, json={"message": "Меня зовут Сакенбек, 8 701 234 56 78", **ids})).json()
    second = await site.post(path, json={"message": "да, верно", **ids})
    assert_knows_nothing(second.text)
    assert len(await leads(site, shop)) == 2
    assert first["session_id"] != second.json()["session_id"]


async def test_who_takes_the_session_of_the_answer_is_the_same_person_again(
    site: Site, shop: CompanyConfig
) -> None:
    path = f"/sales/{shop.id}/chat"
    session_id = "web-session"
    for message in (*INTRODUCTION, "да, верно"):
        body = {"message": message, "session_id": session_id, "user_id": "web_user"}
        answer = (await site.post(path, json=body)).json()
        session_id = answer["session_id"]
    assert answer["action"] == "confirmed"
    lines = (await site.get(f"/sales/{shop.id}/history?session_id={session_id}")).json()["messages"]
    assert len(lines) == 8


async def test_a_session_goes_on_after_a_new_one_was_begun_with_it(site: Site, shop: CompanyConfig) -> None:
    session_id = (await site.say(shop.id, "web_user", "Меня зовут Сакенбек"))["session_id"]
    for message in ("start_session", "Меня зовут Айдар"):
        new = message == "start_session"
        answer = await site.say(shop.id, "web_user", message, session_id=session_id, new_session=new)
        assert answer["session_id"] == session_id
    assert [lead["contact_info"].get("name") for lead in await leads(site, shop)] == ["Сакенбек", "Айдар"]


async def test_a_session_of_another_company_is_none(site: Site, shop: CompanyConfig) -> None:
    other = await a_company(site.rt, "Чужие")
    answer = await introduce_customer(site, shop, a_visitor())
    again = await site.say(other.id, "web_user", "да", session_id=answer["session_id"])
    assert_knows_nothing(again["response"])
    assert again["session_id"] != answer["session_id"]
    lines = (await site.get(f"/sales/{other.id}/history?session_id={answer['session_id']}")).json()
    assert lines == {"messages": []}


async def test_a_session_told_to_the_bot_opens_nothing_on_the_web(site: Site, shop: CompanyConfig) -> None:
    answer = await site.say(shop.id, TELEGRAM_ID, "Меня зовут Сакенбек", key=site.svc)
    again = await site.say(shop.id, "web_user", "как меня зовут?", session_id=answer["session_id"])
    assert_knows_nothing(again["response"])


async def test_a_message_id_of_another_visitor_is_a_message_of_ones_own(site: Site, shop: CompanyConfig) -> None:
    first_answer = await site.say(shop.id, a_visitor(), "Меня зовут Сакенбек", message_id="m_1")
    for user_id in (a_visitor(), "web_user", TELEGRAM_ID):
        got = await site.say(shop.id, user_id, "Здравствуйте", message_id="m_1")
        assert_knows_nothing(got["response"])
        assert got["session_id"] != first_answer["session_id"]
    assert len(await leads(site, shop)) == 4


@pytest.mark.parametrize("session_id", [None, "web-session"])
async def test_a_repeated_message_brings_the_answer_and_nothing_that_opens_the_history(
    site: Site, shop: CompanyConfig, session_id: str | None
) -> None:
    visitor = a_visitor()
    first, again = [
        await site.say(shop.id, visitor, "Меня зовут Сакенбек", message_id="m_1", session_id=session_id)
        for _ in range(2)
    ]
    assert again["response"] == first["response"]
    if session_id is None:
        assert again["session_id"] != first["session_id"]
        assert await history(site, shop, session_id=again["session_id"]) == []
    else:
        assert again["session_id"] == session_id


async def history(site: Site, company: CompanyConfig, key: str = "", **ids: str) -> list[str]:
    got = await site.get(f"/sales/{company.id}/history", params=ids, key=key)
    assert got.status == 200, got.text
    return [line["content"] for line in got.json()["messages"]]


async def test_a_visitor_reads_the_history_with_the_id_that_was_his_all_the_time(
    site: Site, shop: CompanyConfig
) -> None:
    visitor = a_visitor()
    session_id = (await site.say(shop.id, visitor, "Меня зовут Сакенбек"))["session_id"]
    lines = await history(site, shop, user_id=visitor)
    assert lines[0] == "Меня зовут Сакенбек"
    assert await history(site, shop, session_id=session_id) == lines
    # As a page sends both where it never learned its session.
    assert await history(site, shop, user_id=visitor, session_id=str(uuid4())) == lines
    assert await history(site, shop, user_id=a_visitor()) == []


@pytest.mark.parametrize("user_id", [TELEGRAM_ID, "web_user", "v_1", "１２３"])
async def test_a_history_by_an_id_that_can_be_guessed_needs_the_companys_key(
    site: Site, shop: CompanyConfig, user_id: str
) -> None:
    await site.say(shop.id, TELEGRAM_ID, "Меня зовут Сакенбек", key=site.svc)
    path = f"/sales/{shop.id}/history?user_id={user_id}"
    stranger = await keys.create_key(site.rt.db, "MGR", company=str((await a_company(site.rt)).id))
    assert (await site.get(path)).status == 401
    assert (await site.get(path, key=stranger)).status == 403
    own = await keys.create_key(site.rt.db, "MGR", company=str(shop.id))
    assert bool(await history(site, shop, key=own, user_id=user_id)) is (user_id == TELEGRAM_ID)


async def test_a_history_needs_some_id(site: Site, shop: CompanyConfig) -> None:
    assert (await site.get(f"/sales/{shop.id}/history")).status == 422


# ── Surfaces A and B


@pytest.mark.parametrize("conversation_id", ["1", "session-123", "web-session", "mine", "0", "c" * 300])
async def test_a_brands_history_by_an_id_that_can_be_guessed_needs_its_key(
    site: Site, shop: CompanyConfig, conversation_id: str
) -> None:
    body = {"message": "Меня зовут Сакенбек", "conversation_id": conversation_id}
    await site.post(f"/chat/{shop.slug}", json=body)
    read, gone = f"/chat/{shop.slug}/history/{conversation_id}", f"/chat/{shop.slug}/{conversation_id}"
    stranger = await keys.create_key(site.rt.db, "MGR", company=str((await a_company(site.rt)).id))
    for key, status in (("", 401), (stranger, 403)):
        assert (await site.get(read, key=key)).status == status
        assert (await site.delete(gone, key=key)).status == status


async def test_a_brands_conversation_that_nobody_guesses_is_its_clients(site: Site, shop: CompanyConfig) -> None:
    other = await a_company(site.rt, "Чужие")
    issued = (await site.post(f"/chat/{shop.slug}", json={"message": "Здравствуйте"})).json()["conversation_id"]
    own = str(uuid4())
    await site.post(f"/chat/{shop.slug}", json={"message": "Здравствуйте", "conversation_id": own})
    for conversation_id in (issued, own):
        path = f"history/{conversation_id}"
        assert len((await site.get(f"/chat/{shop.slug}/{path}")).json()["messages"]) == 2
        assert (await site.get(f"/chat/{other.slug}/{path}")).json()["messages"] == []
        assert (await site.delete(f"/chat/{other.slug}/{conversation_id}")).status == 404
        assert (await site.delete(f"/chat/{shop.slug}/{conversation_id}")).status == 200


@pytest.mark.parametrize("constant", ["web-session", "web", "undefined", " "])
async def test_a_constant_for_a_conversation_never_joins_two(
    site: Site, shop: CompanyConfig, constant: str
) -> None:
    path, body = f"/chat/{shop.slug}", {"message": "Меня зовут Сакенбек, 8 701 234 56 78"}
    first = (await site.post(path, json={**body, "conversation_id": constant})).json()
    second = await site.post(path, json={"message": "да, верно", "conversation_id": constant})
    assert_knows_nothing(second.text)
    assert first["conversation_id"] != second.json()["conversation_id"]


async def test_one_user_of_a_brand_is_not_another_by_a_short_user_id(site: Site, shop: CompanyConfig) -> None:
    path = f"/chat/{shop.slug}"
    await site.post(path, json={"message": "Меня зовут Сакенбек, 8 701 234 56 78, да", "user_id": "1"})
    got = await site.post(path, json={"message": "как меня зовут?", "user_id": "1"})
    assert_knows_nothing(got.text)


# ── Sockets


async def ask_over_socket(socket: Socket, message: str, **data: Any) -> tuple[str, str]:
    await socket.send("chat", message=message, **data)
    text, last = await socket.answer()
    return text, last["data"]["conversation_id"]


async def test_a_telegram_id_over_a_socket_is_nobody_known_without_a_key(site: Site, shop: CompanyConfig) -> None:
    await introduce_customer(site, shop, TELEGRAM_ID, key=site.svc)
    async with site.socket(f"/ws/sales/{shop.id}") as socket:
        await socket.frame()
        for user_id in (TELEGRAM_ID, int(TELEGRAM_ID), f" {TELEGRAM_ID}"):
            assert_knows_nothing((await ask_over_socket(socket, "да", user_id=user_id))[0])
    assert [lead["telegram_user_id"] for lead in await leads(site, shop)] == [int(TELEGRAM_ID), None, None, None]
    async with site.socket(f"/ws/sales/{shop.id}", headers={"X-API-Key": site.svc}) as socket:
        await socket.frame()
        assert "Сакенбек" in (await ask_over_socket(socket, "а это точно?", user_id=TELEGRAM_ID))[0]


@pytest.mark.parametrize("ids", [{"session_id": "web-session"}, {"user_id": "web_user"}, {"user_id": "1"}])
async def test_a_constant_over_one_socket_never_joins_two_people(
    site: Site, shop: CompanyConfig, ids: dict[str, str]
) -> None:
    async with site.socket(f"/ws/sales/{shop.id}") as socket:
        await socket.frame()
        _, first = await ask_over_socket(socket, "Меня зовут Сакенбек, 8 701 234 56 78", **ids)
        text, second = await ask_over_socket(socket, "да, верно", **ids)
    assert_knows_nothing(text)
    assert first != second


async def test_a_page_that_says_nothing_of_itself_goes_on_over_its_socket(site: Site, shop: CompanyConfig) -> None:
    async with site.socket(f"/ws/sales/{shop.id}") as socket:
        await socket.frame()
        answers = [await ask_over_socket(socket, message) for message in INTRODUCTION]
    assert len({conversation_id for _, conversation_id in answers}) == 1
    assert "Сакенбек" in answers[-1][0]
    # And over the next one with the id it was given.
    async with site.socket(f"/ws/sales/{shop.id}") as socket:
        await socket.frame()
        text, _ = await ask_over_socket(socket, "а это точно?", session_id=answers[-1][1])
    assert "Сакенбек" in text


async def test_what_one_visitor_was_given_is_not_told_to_the_next_of_the_same_socket(
    site: Site, shop: CompanyConfig
) -> None:
    one, other = a_visitor(), a_visitor()
    async with site.socket(f"/ws/sales/{shop.id}") as socket:
        await socket.frame()
        _, first = await ask_over_socket(socket, "Меня зовут Сакенбек", user_id=one)
        assert (await ask_over_socket(socket, "ещё", user_id=one))[1] == first
        text, second = await ask_over_socket(socket, "как меня зовут?", user_id=other)
        assert_knows_nothing(text)
        assert second != first
        assert (await ask_over_socket(socket, "Здравствуйте"))[1] not in (first, second)


async def test_users_of_one_brand_socket_have_a_talk_each(site: Site, shop: CompanyConfig) -> None:
    async with site.socket(f"/ws/chat/{shop.slug}") as socket:
        await socket.frame()
        _, first = await ask_over_socket(socket, "Меня зовут Сакенбек, 8 701 234 56 78", user_id="1")
        text, second = await ask_over_socket(socket, "да, верно", user_id="2")
        assert_knows_nothing(text)
        assert second != first
        assert (await ask_over_socket(socket, "ещё", user_id="2"))[1] == second


async def test_a_message_id_over_a_socket_brings_nothing_of_another_visitor(
    site: Site, shop: CompanyConfig
) -> None:
    first_answer = await site.say(shop.id, a_visitor(), "Меня зовут Сакенбек", message_id="m_1")
    async with site.socket(f"/ws/sales/{shop.id}") as socket:
        await socket.frame()
        text, conversation_id = await ask_over_socket(socket, "Здравствуйте", message_id="m_1")
    assert_knows_nothing(text)
    assert conversation_id != first_answer["session_id"]


# ── Voice and the word to the manager


async def test_a_recording_is_of_the_same_person_as_a_text_and_of_nobody_else(
    site: Site, shop: CompanyConfig
) -> None:
    previous, engine = site.rt.transcriber_for, ScriptedTranscriber(["да, верно"] * 4)
    site.rt.transcriber_for = lambda _: engine
    visitor = a_visitor()
    await introduce_customer(site, shop, TELEGRAM_ID, key=site.svc)
    await introduce_customer(site, shop, visitor)
    try:
        actions = []
        for user_id, key in ((TELEGRAM_ID, ""), ("web_user", ""), (TELEGRAM_ID, site.svc), (visitor, "")):
            form = aiohttp.FormData({"user_id": user_id, "session_id": "web-session"}, default_to_multipart=True)
            form.add_field("file", BytesIO(RECORDINGS["ogg"]), filename="voice.ogg")
            got = (await site.post(f"/sales/{shop.id}/voice", data=form, key=key)).json()
            actions.append((got["action"], got["session_id"] == "web-session"))
    finally:
        site.rt.transcriber_for = previous
    assert actions == [("continue", False), ("continue", False), ("confirmed", True), ("confirmed", True)]


async def test_a_word_to_the_manager_in_anothers_name_is_not_kept_with_his_talk(
    site: Site, shop: CompanyConfig
) -> None:
    await introduce_customer(site, shop, TELEGRAM_ID, key=site.svc)
    body = {"user_id": TELEGRAM_ID, "message": "Отмените мой заказ"}
    assert (await site.post(f"/sales/{shop.id}/contact-manager", json=body)).status == 200
    assert [lead["telegram_user_id"] for lead in await leads(site, shop)] == [int(TELEGRAM_ID), None]
    await site.post(f"/sales/{shop.id}/contact-manager", json=body, key=site.svc)
    assert len(await leads(site, shop)) == 2


async def test_strangers_who_come_at_once_are_as_many_people(site: Site, shop: CompanyConfig) -> None:
    messages = [site.say(shop.id, TELEGRAM_ID, f"вопрос {number}", session_id="web-session") for number in range(6)]
    sessions = [answer["session_id"] for answer in await asyncio.gather(*messages)]
    assert len(set(sessions)) == len(await leads(site, shop)) == 6
