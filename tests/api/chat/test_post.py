"""POST chat in all its dialects, as its clients call it (contract §1.1)."""

from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import VISITOR, Site
from parley.demo.seed import seed_demo_companies


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def demo(site: Site) -> Site:
    await seed_demo_companies(site.rt)
    return site


async def test_an_answer_has_the_documented_keys_and_ours(site: Site) -> None:
    company = await a_company(site.rt)
    got = await site.post(f"/sales/{company.id}/chat", json={"message": "Здравствуйте!", "user_id": VISITOR})
    answer = got.json()
    assert answer["action"] == "continue"
    assert UUID(answer["session_id"]).version == 4
    assert (answer["language"], answer["handover"], answer["lead"]) == ("ru", False, {"status": "new"})
    assert "\\u" not in got.text


async def test_the_session_id_is_echoed(site: Site) -> None:
    company = await a_company(site.rt)
    answer = await site.say(company.id, VISITOR, "Здравствуйте!", session_id="web-session")
    assert answer["session_id"] == "web-session"


async def test_start_session_greets_and_stores_no_message(site: Site) -> None:
    company = await a_company(site.rt)
    answer = await site.say(
        company.id, "123456", "start_session", new_session=True, source="telegram", key=site.svc
    )
    assert "Здравствуйте" in answer["response"]
    leads = (await site.get(f"/sales/{company.id}/leads", key=site.sup)).json()["leads"]
    assert [(lead["telegram_user_id"], lead["source"], lead["status"]) for lead in leads] == [
        (123456, "telegram", "new")
    ]


async def test_a_health_ping_makes_no_lead(site: Site) -> None:
    company = await a_company(site.rt)
    await site.say(company.id, "healthcheck", "ping")
    assert (await site.get(f"/sales/{company.id}/leads", key=site.sup)).json()["count"] == 0


async def test_a_shared_contact_wins_over_the_text(site: Site) -> None:
    company = await a_company(site.rt)
    await site.say(company.id, "777", "Вот мой контакт", phone="77012345678", username="saken", key=site.svc)
    (lead,) = (await site.get(f"/sales/{company.id}/leads", key=site.sup)).json()["leads"]
    assert lead["contact_info"]["phone"] == "77012345678"
    assert lead["contact_info"]["phone_e164"] == "+77012345678"


async def test_the_contact_marker_is_for_telegram_only(site: Site) -> None:
    company = await a_company(site.rt)
    talk = ("Хочу купить ноутбук", "Меня зовут Сакен")
    assert "[REQUEST_CONTACT]" in (await site.say(company.id, "8001", *talk, key=site.svc))["response"]
    assert "[REQUEST_CONTACT]" not in (await site.say(company.id, VISITOR, *talk))["response"]


async def test_a_new_session_opens_a_new_lead_and_keeps_the_old_one(site: Site) -> None:
    company = await a_company(site.rt)
    await site.say(company.id, VISITOR, "Меня зовут Сакен")
    await site.say(company.id, VISITOR, "Здравствуйте", new_session=True)
    leads = (await site.get(f"/sales/{company.id}/leads", key=site.sup)).json()["leads"]
    assert [(lead["contact_info"] or {}).get("name") for lead in leads] == [None, "Сакен"]


async def test_visitors_without_an_id_do_not_share_a_conversation(site: Site) -> None:
    company = await a_company(site.rt)
    for _ in range(2):
        await site.post(f"/sales/{company.id}/chat", json={"message": "Здравствуйте"})
    assert (await site.get(f"/sales/{company.id}/leads", key=site.sup)).json()["count"] == 2


async def test_a_company_switched_off_says_so(site: Site) -> None:
    company = await a_company(site.rt)
    await site.post(f"/sales/{company.id}/widget-enabled?enabled=false", key=site.sup)
    answer = await site.say(company.id, VISITOR, "Здравствуйте")
    assert answer["response"] == "Виджет временно отключен / Widget temporarily disabled"


async def test_the_history_of_a_session_of_ours_is_readable_and_of_others_is_not(site: Site) -> None:
    company = await a_company(site.rt)
    session = (await site.say(company.id, VISITOR, "Здравствуйте!"))["session_id"]
    lines = (await site.get(f"/sales/{company.id}/history?session_id={session}")).json()["messages"]
    assert [line["role"] for line in lines] == ["user", "assistant"]
    again = (await site.say(company.id, VISITOR, "ещё"))["session_id"]
    assert again != session
    assert (await site.get(f"/sales/{company.id}/history?session_id={again}")).json()["messages"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"user_id": "v"}, 422),
        ({"message": ""}, 422),
        ({"message": "а" * 4001}, 422),
        ({"message": 5}, 422),
        ({"message": ["a"]}, 422),
        ({"message": None}, 422),
        ({"message": " \x00 "}, 400),
        ({"message": "да\x00нет", "user_id": "v\x00"}, 200),
        ({"message": "а" * 4000}, 200),
    ],
)
async def test_a_bad_message_gets_a_clear_answer(site: Site, body: dict[str, object], status: int) -> None:
    company = await a_company(site.rt)
    got = await site.post(f"/sales/{company.id}/chat", json=body)
    assert got.status == status, got.text
    if status != 200:
        assert "message" in got.text


@pytest.mark.parametrize("body", [b'{"message": "\xff\xfe"}', b"{", b"", b"[]", b'"text"', b"\x00"])
async def test_a_body_that_is_no_json_object_is_malformed(site: Site, body: bytes) -> None:
    company = await a_company(site.rt)
    got = await site.post(f"/sales/{company.id}/chat", data=body, headers={"Content-Type": "application/json"})
    assert got.status == 422
    assert isinstance(got.json()["detail"], list)


async def test_an_unknown_company_or_brand_is_404(site: Site) -> None:
    got = await site.post("/sales/999999/chat", json={"message": "x"})
    assert (got.status, got.json()) == (404, {"detail": "Company not found"})
    got = await site.post("/chat/no_such", json={"message": "x"})
    assert (got.status, got.json()) == (404, {"detail": "Brand 'no_such' not found or inactive"})


async def test_dialect_a_is_chosen_by_its_session(demo: Site) -> None:
    got = (
        await demo.post("/chat", json={"session_id": "s-1", "message": "Здравствуйте", "utm_source": "ads"})
    ).json()
    assert got["session_id"] == got["conversation_id"] == "s-1"
    assert isinstance(got["suggestions"], list)
    assert {"reply", "response", "suggested_products", "confidence_score"} <= got.keys()


async def test_dialect_b_answers_for_the_default_brand_with_products(demo: Site) -> None:
    got = (await demo.post("/chat", json={"message": "Do you have laptops?"})).json()
    assert got["reply"] == got["response"]
    assert got["suggestions"] == []
    assert UUID(got["conversation_id"]).version == 4
    assert 1 <= len(got["suggested_products"]) <= 3
    assert got["confidence_score"] >= 0.7
    assert {"id", "name", "price", "features", "specifications", "availability"} <= got["suggested_products"][
        0
    ].keys()


async def test_a_question_for_what_is_not_sold_scores_zero(demo: Site) -> None:
    got = (await demo.post("/chat/techpro", json={"message": "Do you sell fridges?"})).json()
    assert (got["suggested_products"], got["confidence_score"]) == ([], 0.0)


async def test_small_talk_is_not_about_products(demo: Site) -> None:
    got = (await demo.post("/chat/techpro", json={"message": "Thank you!"})).json()
    assert (got["suggested_products"], got["confidence_score"]) == (None, None)


async def test_a_voice_turn_is_one_sentence(demo: Site) -> None:
    got = (await demo.post("/chat/techpro", json={"message": "How much is a laptop?", "voice": True})).json()
    parts = [part for part in got["response"].replace("!", ".").replace("?", ".").split(".") if part.strip()]
    assert len(parts) == 1


async def test_history_of_an_id_we_issued_needs_no_key_and_an_invented_one_does(demo: Site) -> None:
    issued = (await demo.post("/chat/techpro", json={"message": "Hello"})).json()["conversation_id"]
    got = (await demo.get(f"/chat/techpro/history/{issued}")).json()
    assert (got["brand_id"], [line["role"] for line in got["messages"]]) == ("techpro", ["user", "assistant"])
    await demo.post("/chat/techpro", json={"message": "Hello", "conversation_id": "mine"})
    assert (await demo.get("/chat/techpro/history/mine")).status == 401
    assert (await demo.get("/chat/techpro/history/mine", key=demo.sup)).status == 200
    assert (await demo.get(f"/chat/techpro/history/{uuid4()}")).json()["messages"] == []


async def test_another_brand_does_not_see_a_conversation_by_its_id(demo: Site) -> None:
    issued = (await demo.post("/chat/techpro", json={"message": "Hello"})).json()["conversation_id"]
    assert (await demo.get(f"/chat/demo/history/{issued}")).json()["messages"] == []


async def test_a_conversation_can_be_deleted_once(demo: Site) -> None:
    issued = (await demo.post("/chat/techpro", json={"message": "Hello"})).json()["conversation_id"]
    gone = await demo.call("DELETE", f"/chat/techpro/{issued}")
    assert (gone.status, gone.json()) == (200, {"message": "Conversation cleared successfully"})
    again = await demo.call("DELETE", f"/chat/techpro/{issued}", key=demo.sup)
    assert (again.status, again.json()) == (404, {"detail": "Conversation not found"})


async def test_a_brand_is_found_in_any_spelling(demo: Site) -> None:
    assert (await demo.post("/chat/TechPro", json={"message": "Hello"})).status == 200


async def test_a_repeated_message_of_a_widget_is_answered_and_not_stored_again(site: Site) -> None:
    company = await a_company(site.rt)
    body = {"message": "Здравствуйте!", "user_id": VISITOR, "message_id": "m_1"}
    first, again = [(await site.post(f"/sales/{company.id}/chat", json=body)).json() for _ in range(2)]
    assert again["response"] == first["response"]
    # What opens the history was told once.
    assert again["session_id"] != first["session_id"]
    assert (await site.get(f"/sales/{company.id}/history?session_id={again['session_id']}")).json()[
        "messages"
    ] == []
    lines = (await site.get(f"/sales/{company.id}/history?session_id={first['session_id']}")).json()["messages"]
    assert [line["role"] for line in lines] == ["user", "assistant"]


async def test_null_stands_for_what_is_not_said(site: Site) -> None:
    company = await a_company(site.rt)
    nothing = dict.fromkeys(("session_id", "phone", "language", "new_session", "fingerprint"))
    sales = {"message": "Здравствуйте!", "user_id": VISITOR, **nothing}
    assert (await site.post(f"/sales/{company.id}/chat", json=sales)).json()["response"]
    body = {"message": "Hello", "voice": None, "conversation_id": None, "user_id": None}
    got = await site.post(f"/chat/{company.slug}", json=body)
    assert (got.status, bool(got.json()["response"])) == (200, True)
