from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from fakes.bitrix24_server import CODE, FakeBitrix24
from fakes.outside import COMPANY, company, notice, outside
from fakes.raw_server import RawServer
from parley.crm.bitrix24 import Bitrix24CRM
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.infra.http import HttpClient

ORDER = {"tariff": "Премиум 250", "price": 9900, "address": "г. Алматы, ул. Абая, д. 5, кв. 12"}
LINES = [("Тариф", "Премиум 250"), ("Роутер", "в подарок")]
UTM = {"utm_source": "google", "utm_campaign": "осень"}


@pytest_asyncio.fixture(loop_scope="session")
async def portal() -> AsyncIterator[FakeBitrix24]:
    async with FakeBitrix24() as fake:
        yield fake


@pytest.fixture
def crm(http: HttpClient) -> Bitrix24CRM:
    return Bitrix24CRM(outside(http))


def at(url: str, **fields: Any) -> CompanyConfig:
    return company(credentials={**COMPANY.credentials, "bitrix24_webhook_url": url}, **fields)


async def refused(crm: Bitrix24CRM, url: str, **fields: Any) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        await crm.deliver(at(url), notice(**fields))
    return caught.value


def phone(value: str) -> dict[str, Any]:
    return {"NAME": "Сакен Демов", "PHONE": [{"VALUE": value, "VALUE_TYPE": "MOBILE"}]}


async def test_a_new_customer_becomes_a_contact_and_a_deal(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    lead = notice(email="saken@shop.example", order=ORDER, lines=LINES, utm=UTM)
    assert await crm.deliver(at(portal.url, currency="KZT"), lead) == "500"
    assert portal.contacts == {
        100: {
            "NAME": "Сакен",
            "PHONE": [{"VALUE": "+77075456987", "VALUE_TYPE": "WORK"}],
            "EMAIL": [{"VALUE": "saken@shop.example", "VALUE_TYPE": "WORK"}],
        }
    }
    assert portal.deals == {
        500: {
            "TITLE": "Подключение: г. Алматы, ул. Абая, д. 5, кв. 12",
            "COMMENTS": "Имя: Сакен\nТелефон: +77075456987\nE-mail: saken@shop.example\n"
            "Тариф: Премиум 250\nРоутер: в подарок\nКратко: Маркетинг",
            "SOURCE_DESCRIPTION": "web",
            "ORIGINATOR_ID": "parley",
            "ORIGIN_ID": "7-41",
            "OPPORTUNITY": 9900,
            "CURRENCY_ID": "KZT",
            "UTM_SOURCE": "google",
            "UTM_CAMPAIGN": "осень",
        }
    }
    assert portal.links[500] == [100]
    assert not portal.comments


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({}, "Заявка: Сакен"),
        ({"name": ""}, "Заявка: +77075456987"),
        ({"order": {"address": ""}}, "Заявка: Сакен"),
        ({"name": "С" * 300}, "Заявка: " + "С" * 247),
    ],
)
async def test_a_deal_is_named_after_what_is_known(
    portal: FakeBitrix24, crm: Bitrix24CRM, fields: dict[str, Any], title: str
) -> None:
    await crm.deliver(at(portal.url), notice(**fields))
    assert portal.deals[500]["TITLE"] == title


@pytest.mark.parametrize("price", [None, 0, -1, "дорого"])
async def test_without_a_price_no_currency_is_named(portal: FakeBitrix24, crm: Bitrix24CRM, price: object) -> None:
    await crm.deliver(at(portal.url, currency="UZS"), notice(order={"price": price}))
    assert not {"OPPORTUNITY", "CURRENCY_ID"} & set(portal.deals[500])


@pytest.mark.parametrize("known", ["+7 707 545-69-87", "8 (707) 545 69 87", "707 545 69 87", "77075456987"])
async def test_a_known_phone_is_found_however_it_is_written(
    portal: FakeBitrix24, crm: Bitrix24CRM, known: str
) -> None:
    portal.contacts = {55: phone("+77010000000"), 60: phone(known), 77: phone(known)}
    await crm.deliver(at(portal.url), notice())
    assert portal.links[500] == [60]
    assert not portal.made("crm.contact.add")


async def test_a_local_number_of_another_country_is_found(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    portal.contacts = {61: phone("0555 123 456")}
    await crm.deliver(at(portal.url), notice(phone="+996555123456"))
    assert portal.links[500] == [61]


async def test_a_number_without_a_country_is_looked_up_as_it_is(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    portal.contacts = {62: phone("254-13-17")}
    await crm.deliver(at(portal.url), notice(phone="2541317"))
    assert portal.links[500] == [62]


async def test_a_customer_without_a_phone_is_found_by_email(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    portal.contacts = {63: {"EMAIL": [{"VALUE": "Saken@Shop.example", "VALUE_TYPE": "WORK"}]}}
    await crm.deliver(at(portal.url), notice(phone="", email="saken@shop.example"))
    assert portal.links[500] == [63]
    assert [call["type"] for call in portal.made("crm.duplicate.findbycomm")] == ["EMAIL"]


@pytest.mark.parametrize("method", ["crm.contact.add", "crm.deal.add"])
async def test_a_lost_answer_makes_nothing_twice(portal: FakeBitrix24, crm: Bitrix24CRM, method: str) -> None:
    portal.cut(method)
    error = await refused(crm, portal.url)
    assert not error.permanent
    assert await crm.deliver(at(portal.url), notice(uncertain=True, summary="Сайт")) == "500"
    assert (list(portal.contacts), list(portal.deals), portal.links[500]) == ([100], [500], [100])
    assert "Кратко: Сайт" in portal.deals[500]["COMMENTS"]


async def test_an_ignored_filter_does_not_bring_a_strangers_deal(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    portal.heeds_filters = False
    stranger = {"TITLE": "Чужая", "ORIGINATOR_ID": "shop", "ORIGIN_ID": "7-41"}
    portal.deals = {300: {"TITLE": "Своя"}, 301: stranger.copy()}
    assert await crm.deliver(at(portal.url), notice()) == "502"
    assert portal.deals[301] == stranger
    assert await crm.deliver(at(portal.url), notice()) == "502"


async def test_two_companies_in_one_portal_keep_their_leads_apart(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    assert await crm.deliver(at(portal.url), notice()) == "500"
    assert await crm.deliver(at(portal.url, id=8), notice()) == "501"


async def test_a_later_change_is_a_comment_in_the_same_deal(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    await crm.deliver(at(portal.url), notice())
    portal.deals[500]["COMMENTS"] = "Перезвонить в среду"
    later = notice(external_id="500", corrected=True, order=ORDER, lines=[("Откуда узнали", "от соседа")])
    assert await crm.deliver(at(portal.url), later) == "500"
    assert list(portal.deals) == [500]
    assert portal.deals[500]["TITLE"].startswith("Подключение: ")
    assert portal.deals[500]["COMMENTS"] == "Перезвонить в среду"
    ((deal, comment),) = portal.comments
    assert deal == 500
    assert comment.startswith("✏️ ")
    assert "Откуда узнали: от соседа" in comment


async def test_a_comment_that_may_be_there_already_says_so(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    portal.deals = {500: {}}
    portal.cut("crm.timeline.comment.add")
    await refused(crm, portal.url, external_id="500")
    await crm.deliver(at(portal.url), notice(external_id="500", uncertain=True))
    first, second = (text for _, text in portal.comments)
    assert "повтор" not in first
    assert "повтор" in second


async def test_a_corrected_phone_is_linked_beside_the_first(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    await crm.deliver(at(portal.url), notice())
    await crm.deliver(at(portal.url), notice(external_id="500", phone="+77011112233"))
    assert portal.links[500] == [100, 101]
    assert len(portal.deals) == 1


async def test_a_deal_that_the_staff_deleted_is_not_made_again(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    error = await refused(crm, portal.url, external_id="404")
    assert error.permanent
    assert "Not found" in str(error)
    assert not portal.deals


async def test_a_contact_the_portal_refuses_does_not_cost_the_deal(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    await crm.deliver(at(portal.url), notice(email="saken.at.shop"))
    assert portal.links[500] == []
    assert "Телефон: +77075456987" in portal.deals[500]["COMMENTS"]


async def test_a_webhook_without_a_right_to_contacts_makes_the_deal(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    portal.script("crm.contact.add", 403, "ACCESS_DENIED", "No right")
    assert await crm.deliver(at(portal.url), notice()) == "500"
    assert portal.links[500] == []


async def test_a_temporary_failure_of_the_contact_makes_no_deal(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    portal.script("crm.contact.add", 500, "INTERNAL_SERVER_ERROR", "Internal server error")
    assert not (await refused(crm, portal.url)).permanent
    assert not portal.deals


async def test_a_customers_words_make_no_links(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    await crm.deliver(
        at(portal.url), notice(name="[url=https://bad.example]Сакен[/url]", lines=[("Мой\nтариф", "a\nb")])
    )
    assert "[" not in portal.deals[500]["COMMENTS"]
    assert "a b" in portal.deals[500]["COMMENTS"]


@pytest.mark.parametrize("fitting", range(4))
async def test_a_rate_limit_at_any_call_is_temporary(portal: FakeBitrix24, crm: Bitrix24CRM, fitting: int) -> None:
    portal.limit(fitting)
    error = await refused(crm, portal.url)
    assert (error.permanent, error.code, error.status_code) == (False, "QUERY_LIMIT_EXCEEDED", 503)
    portal.limit(None)
    assert await crm.deliver(at(portal.url), notice()) == "500"
    assert (len(portal.contacts), len(portal.deals)) == (1, 1)


@pytest.mark.parametrize(
    ("status", "code", "final"),
    [
        (401, "NO_AUTH_FOUND", True),
        (401, "ACCESS_DENIED", True),
        (401, "insufficient_scope", True),
        (401, "OVERLOAD_LIMIT", True),
        (503, "OVERLOAD_LIMIT", True),
        (503, "OVERLOAD_PORTAL", False),
        (403, "PORTAL_DELETED", True),
        (404, "ERROR_METHOD_NOT_FOUND", True),
        (400, "", True),
        (500, "INTERNAL_SERVER_ERROR", False),
        (500, "ERROR_UNEXPECTED_ANSWER", False),
        (200, "QUERY_LIMIT_EXCEEDED", False),
        (200, "", True),
    ],
)
async def test_refusals_say_whether_to_try_again(
    portal: FakeBitrix24, crm: Bitrix24CRM, status: int, code: str, final: bool
) -> None:
    portal.script("crm.deal.add", status, code, "Сказано порталом")
    error = await refused(crm, portal.url)
    assert (error.permanent, error.status_code, error.code) == (final, status, code)
    assert "Сказано порталом" in str(error)
    assert not portal.deals


async def test_a_method_blocked_for_its_running_time_is_retried_after_ten_minutes(
    portal: FakeBitrix24, crm: Bitrix24CRM
) -> None:
    portal.script("crm.deal.list", 429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit")
    error = await refused(crm, portal.url)
    assert (error.permanent, error.retry_after) == (False, 600)
    portal.script("crm.deal.list", 429, "OPERATION_TIME_LIMIT", Retry_After="30")
    assert (await refused(crm, portal.url)).retry_after == 30


@pytest.mark.parametrize(("status", "final"), [(502, False), (404, True), (200, False)])
async def test_an_html_page_is_a_failure(portal: FakeBitrix24, crm: Bitrix24CRM, status: int, final: bool) -> None:
    portal.page("crm.deal.add", status)
    error = await refused(crm, portal.url)
    assert (error.permanent, error.status_code) == (final, status)


@pytest.mark.parametrize(
    "body", ["[]", "7", "{}", '{"time":{}}', '{"result":null}', '{"result":true}', '{"result":{}}']
)
async def test_an_answer_of_an_unknown_shape_is_a_failure(http: HttpClient, body: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with RawServer(head + body.encode()) as server:
        error = await refused(Bitrix24CRM(outside(http)), f"{server.url}/rest/1/{CODE}/")
    assert "127.0.0.1" in str(error) or "no id" in str(error)


async def test_a_wrong_code_is_a_permanent_failure(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    error = await refused(crm, portal.url.replace(CODE, "another1code2of3ours"))
    assert (error.permanent, error.code) == (True, "INVALID_CREDENTIALS")
    assert "another1code2of3ours" not in repr(error)


async def test_no_failure_shows_the_code(portal: FakeBitrix24, crm: Bitrix24CRM) -> None:
    portal.script("crm.deal.list", 401, "NO_AUTH_FOUND", f"{'w' * 170} {CODE}")
    portal.cut("crm.deal.list").page("crm.deal.list", 502).page("crm.deal.list", 302).page("crm.deal.list", 200)
    for _ in range(5):
        assert CODE[:6] not in repr(await refused(crm, portal.url))
    nobody = await refused(crm, f"http://127.0.0.1:9/rest/1/{CODE}/")
    assert "127.0.0.1/rest/1/…/crm.deal.list cannot be reached" in str(nobody)
    assert nobody.__cause__ is not None


@pytest.mark.parametrize("tail", ["", "/", "/profile.json", "/crm.lead.add.json?x=1", " "])
async def test_an_address_is_taken_as_the_portal_shows_it(
    portal: FakeBitrix24, crm: Bitrix24CRM, tail: str
) -> None:
    assert await crm.deliver(at(portal.url.rstrip("/") + tail), notice()) == "500"


@pytest.mark.parametrize(
    "url", ["демо", "https://demo.bitrix24.ru/", "https://[/rest/1/code/", f"ftp://d/rest/1/{CODE}/"]
)
async def test_an_address_that_is_no_webhook_is_named(crm: Bitrix24CRM, url: str) -> None:
    assert crm.address(at(url)) == "an unreadable address"
    error = await refused(crm, url)
    assert error.permanent
    assert "bitrix24_webhook_url" in str(error)
    assert CODE not in str(error)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "2130706433"])
async def test_production_sends_nothing_into_its_own_network(guarded_http: HttpClient, host: str) -> None:
    error = await refused(Bitrix24CRM(outside(guarded_http)), f"https://{host}/rest/1/{CODE}/")
    assert error.permanent
    assert "private" in str(error)


async def test_production_sends_nothing_in_the_clear(guarded_http: HttpClient, portal: FakeBitrix24) -> None:
    error = await refused(Bitrix24CRM(outside(guarded_http)), portal.url)
    assert error.permanent
    assert "https" in str(error)
    assert not portal.calls


def test_the_target_is_shown_without_the_code(crm: Bitrix24CRM) -> None:
    assert crm.address(at(f"https://demo.bitrix24.ru/rest/1/{CODE}/")) == "https://demo.bitrix24.ru/rest/1/…"
    assert crm.address(at(f"https://crm.example/b24/rest/17/{CODE}")) == "https://crm.example/b24/rest/17/…"
    assert crm.address(company()) == ""


def test_a_preview_is_what_is_sent_without_the_code(crm: Bitrix24CRM) -> None:
    previewed = crm.preview(at(f"https://demo.bitrix24.ru/rest/1/{CODE}/"), notice(order=ORDER))
    assert previewed["deal"]["OPPORTUNITY"] == 9900
    assert previewed["contact"]["NAME"] == "Сакен"
    assert CODE not in str(previewed)
