"""The WebSocket, frame by frame (contract §2)."""

import asyncio

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy.engine import make_url

from fakes.company import a_company
from fakes.site import Site, a_visitor, serving
from parley.bootstrap import assemble_runtime
from parley.domain.company import CompanyConfig
from parley.infra.database import Database
from parley.testing import ScriptedLLM


@pytest_asyncio.fixture(loop_scope="session")
async def brand(site: Site) -> CompanyConfig:
    return await a_company(site.rt, "Бренд")


async def test_welcome_comes_first_and_unasked(site: Site, brand: CompanyConfig) -> None:
    async with site.socket(f"/ws/chat/{brand.slug}") as socket:
        frame = await socket.frame()
    assert frame["type"] == "welcome"
    assert frame["data"] == {"message": brand.welcome, "brand_id": brand.slug, "brand_name": "Бренд"}


async def test_an_unknown_brand_gets_one_error_and_a_normal_close(site: Site) -> None:
    async with site.socket("/ws/chat/none") as socket:
        frame = await socket.frame()
        closed = await socket.connection.receive()
    assert (frame["type"], frame["data"]["message"]) == ("error", "Brand 'none' not found or inactive")
    assert closed.data == 1000


async def test_chunks_then_one_complete_and_the_same_text_in_the_history(site: Site, brand: CompanyConfig) -> None:
    async with site.socket(f"/ws/chat/{brand.slug}") as socket:
        await socket.frame()
        await socket.send("chat", message="Здравствуйте!")
        text, last = await socket.answer()
    assert last["type"] == "complete"
    data = last["data"]
    assert (data["content"], data["is_final"], data["suggested_products"]) == ("", True, [])
    lines = (await site.get(f"/chat/{brand.slug}/history/{data['conversation_id']}")).json()["messages"]
    assert [line["content"] for line in lines] == ["Здравствуйте!", text]


async def test_answers_come_in_the_order_of_the_questions(site: Site, brand: CompanyConfig) -> None:
    async with site.socket(f"/ws/chat/{brand.slug}") as socket:
        await socket.frame()
        for number in range(4):
            await socket.send("chat", message=f"вопрос {number}", conversation_id=f"c{number}-{brand.id}")
        seen = [(await socket.answer())[1]["data"]["conversation_id"] for _ in range(4)]
    assert seen == [f"c{number}-{brand.id}" for number in range(4)]


async def test_a_connection_goes_on_with_its_conversation(site: Site, brand: CompanyConfig) -> None:
    async with site.socket(f"/ws/chat/{brand.slug}") as socket:
        await socket.frame()
        ids = []
        for message in ("Меня зовут Сакен", "8 701 234 56 78"):
            await socket.send("chat", message=message)
            text, last = await socket.answer()
            ids.append(last["data"]["conversation_id"])
    assert ids[0] == ids[1]
    assert "Сакен, +7 701 234 5678" in text


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{broken", "bad_json"),
        ("[]", "bad_request"),
        ('{"type":"chat","data":{}}', "bad_request"),
        ('{"type":"chat","data":{"message":""}}', "bad_request"),
        ('{"type":"chat","data":{"message":7}}', "bad_request"),
        ('{"type":"chat","data":{"message":"x","conversation_id":["y"]}}', "bad_request"),
        ('{"type":"chat","data":{"message":"x","fingerprint":["y"]}}', "bad_request"),
        ('{"type":"chat","data":{"message":"x","username":["y"]}}', "bad_request"),
        ('{"type":"dance","data":{}}', "bad_request"),
        ('{"type":"chat","data":{"message":"' + "а" * 4001 + '"}}', "bad_request"),
    ],
)
async def test_a_bad_frame_is_answered_and_the_connection_stays(
    site: Site, brand: CompanyConfig, frame: str, code: str
) -> None:
    async with site.socket(f"/ws/chat/{brand.slug}") as socket:
        await socket.frame()
        await socket.connection.send_str(frame)
        answer = await socket.frame()
        assert (answer["type"], answer["data"]["code"]) == ("error", code)
        await socket.send("ping")
        assert (await socket.frame())["type"] == "pong"


async def test_typing_is_told_only_to_those_who_asked(site: Site, brand: CompanyConfig) -> None:
    async with site.socket(f"/ws/chat/{brand.slug}?typing=1") as socket:
        await socket.frame()
        await socket.send("chat", message="Здравствуйте!")
        frames = [await socket.frame()]
        while frames[-1]["type"] != "complete":
            frames.append(await socket.frame())
    kinds = [frame["type"] for frame in frames]
    assert kinds[0] == "typing"
    assert kinds[-2:] == ["typing", "complete"]


async def test_a_voice_answer_is_one_sentence_without_a_list(site: Site, brand: CompanyConfig) -> None:
    async with site.socket(f"/ws/voice/{brand.slug}") as socket:
        await socket.frame()
        for message in ("Здравствуйте!", "Меня зовут Сакен", "Сколько стоит ноутбук?"):
            await socket.send("chat", message=message, voice=False)
            text, _ = await socket.answer()
            assert len([part for part in text.replace("!", ".").replace("?", ".").split(".") if part.strip()]) == 1
            assert "•" not in text
            assert "\n" not in text


async def test_a_client_that_vanishes_leaves_a_stored_answer(site: Site, brand: CompanyConfig) -> None:
    gate = asyncio.Event()
    model = ScriptedLLM(["Ответ готов."], gate=gate)
    held = site.rt.model_for
    site.rt.model_for = lambda _: model
    try:
        async with site.socket(f"/ws/chat/{brand.slug}") as socket:
            await socket.frame()
            await socket.send("chat", message="Здравствуйте!", conversation_id=f"gone-{brand.id}")
            while not model.requests:
                await asyncio.sleep(0.01)
        gate.set()
        for _ in range(200):
            path = f"/chat/{brand.slug}/history/gone-{brand.id}"
            lines = (await site.get(path, key=site.sup)).json()["messages"]
            if len(lines) == 2:
                break
            await asyncio.sleep(0.02)
    finally:
        site.rt.model_for = held
    assert lines[1]["content"].strip() == "Ответ готов."


async def test_two_tabs_on_one_conversation_do_not_answer_twice(site: Site, brand: CompanyConfig) -> None:
    async def tab(message: str) -> str:
        async with site.socket(f"/ws/chat/{brand.slug}") as socket:
            await socket.frame()
            await socket.send("chat", message=message, conversation_id=f"tabs-{brand.id}")
            return (await socket.answer())[0]

    texts = await asyncio.gather(*(tab(f"вопрос {number}") for number in range(4)))
    assert all(texts)
    lines = (await site.get(f"/chat/{brand.slug}/history/tabs-{brand.id}", key=site.sup)).json()["messages"]
    roles = [line["role"] for line in lines]
    assert roles.count("user") == 4
    assert 1 <= roles.count("assistant") <= 4
    assert len({line["content"] for line in lines if line["role"] == "assistant"} - set(texts)) == 0


async def test_a_foreign_origin_is_refused_where_origins_are_listed(site: Site, brand: CompanyConfig) -> None:
    settings = site.rt.settings.model_copy(update={"ws_allowed_origins": "https://shop.example"})
    rt = assemble_runtime(settings, site.rt.db, site.rt.queue, site.rt.http)
    async with serving(rt) as guarded:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with guarded.socket(f"/ws/chat/{brand.slug}", headers={"Origin": "https://evil.example"}):
                pass
        assert refused.value.status == 403
        async with guarded.socket(f"/ws/chat/{brand.slug}", headers={"Origin": "https://shop.example"}) as socket:
            assert (await socket.frame())["type"] == "welcome"


async def test_too_many_messages_are_refused_and_the_connection_stays(site: Site, brand: CompanyConfig) -> None:
    rt = assemble_runtime(
        site.rt.settings.model_copy(update={"rate_limits": "on"}), site.rt.db, site.rt.queue, site.rt.http
    )
    async with rt.db.direct(0) as connection:
        await connection.execute("DELETE FROM rate_counts")
    async with serving(rt) as limited, limited.socket(f"/ws/chat/{brand.slug}") as socket:
        await socket.frame()
        for _ in range(31):
            await socket.connection.send_str('{"type":"chat","data":{"message":"да","conversation_id":"many"}}')
        while (frame := await socket.frame())["type"] != "error":
            pass
        assert frame["data"]["code"] == "rate_limited"


async def test_a_message_sent_again_over_a_new_socket_gets_its_answer(site: Site, brand: CompanyConfig) -> None:
    texts, visitor = [], a_visitor()
    for _ in range(2):
        async with site.socket(f"/ws/sales/{brand.id}") as socket:
            await socket.frame()
            await socket.send("chat", message="Здравствуйте!", user_id=visitor, message_id="m_1")
            text, _ = await socket.answer()
            texts.append(text.strip())
    assert texts[0] == texts[1]
    lines = (await site.get(f"/sales/{brand.id}/history?user_id={visitor}")).json()["messages"]
    assert [line["role"] for line in lines] == ["user", "assistant"]


@pytest.mark.parametrize("number", ["0", "abc", "²", "2147483648", "9" * 5000, "%00"])
async def test_a_number_that_no_company_has_gets_one_error_and_a_normal_close(site: Site, number: str) -> None:
    async with site.socket(f"/ws/sales/{number}") as socket:
        assert (await socket.frame())["type"] == "error"
        assert (await socket.connection.receive()).data == 1000


@pytest.mark.parametrize(
    "frame",
    [
        *(
            "null",
            "1",
            '"text"',
            "NaN",
            "[" * 5000,
            '{"a":' * 5000,
            "{}",
            '{"type":["chat"]}',
            '{"type":"chat","data":[]}',
        ),
        *('{"type":"chat","data":{"message":["x"]}}', '{"type":"chat","data":{"message":{}}}', "\0", ""),
        '{"type":"chat","data":{"message":"x","user_id":"%s"}}' % ("u" * 501),
    ],
)
@pytest.mark.parametrize("path", ["/ws/chat/{0.slug}", "/ws/sales/{0.id}"])
async def test_a_wrong_frame_is_told_so_as_text_and_as_bytes(
    site: Site, brand: CompanyConfig, path: str, frame: str
) -> None:
    async with site.socket(path.format(brand)) as socket:
        await socket.frame()
        await socket.connection.send_str(frame)
        await socket.connection.send_bytes(frame.encode())
        for _ in range(2):
            assert (await socket.frame())["data"]["code"] in ("bad_json", "bad_request")


async def test_what_the_database_cannot_keep_of_a_frame_is_left_out(site: Site, brand: CompanyConfig) -> None:
    async with site.socket(f"/ws/sales/{brand.id}") as socket:
        await socket.frame()
        await socket.send("chat", message="a\0b", user_id="v_\0", fingerprint={"a\0": "\0"}, source="²")
        _, last = await socket.answer()
    assert last["type"] == "complete"


async def test_without_a_database_a_socket_is_told_and_closed_for_another_try(site: Site) -> None:
    away = Database.connect(make_url("postgresql+psycopg://nobody@127.0.0.1:1/parley"))
    rt = assemble_runtime(site.rt.settings, away, site.rt.queue, site.rt.http)
    async with serving(rt) as unreachable, unreachable.socket("/ws/chat/techpro") as socket:
        frame = await socket.frame()
        assert (frame["type"], frame["data"]["code"]) == ("error", "internal")
        assert (await socket.connection.receive()).data == 1013
    await away.close()
