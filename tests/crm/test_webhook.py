from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from fakes.outside import COMPANY, company, notice, outside
from fakes.webhook_server import FakeWebhook
from parley.crm.webhook import WebhookCRM
from parley.errors import RemoteError
from parley.infra.http import HttpClient


@pytest_asyncio.fixture(loop_scope="session")
async def receiver() -> AsyncIterator[FakeWebhook]:
    async with FakeWebhook(COMPANY.credentials["webhook_secret"], {"id": 981}) as fake:
        yield fake


@pytest.fixture
def crm(http: HttpClient) -> WebhookCRM:
    return WebhookCRM(outside(http))


async def refused(crm: WebhookCRM, url: str, **fields: object) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        await crm.deliver(company(webhook_url=url, **fields), notice())
    return caught.value


async def test_the_lead_arrives_signed(receiver: FakeWebhook, crm: WebhookCRM) -> None:
    assert await crm.deliver(company(webhook_url=receiver.url), notice()) == "981"
    (call,) = receiver.received
    assert call.genuine
    assert call.id == "lead-41-test-1"
    assert call.json["type"] == "lead.confirmed"
    assert call.json["timestamp"].endswith("+00:00")
    assert call.json["data"] | {"dialogue": []} == {
        "lead_id": 41,
        "company_id": 7,
        "name": "Сакен",
        "phone": "+77075456987",
        "email": "",
        "messenger": "",
        "source": "web",
        "temperature": "hot",
        "summary": "Маркетинг",
        "language": "ru",
        "corrected": False,
        "order": {},
        "utm": {},
        "dialogue": [],
    }
    assert call.json["data"]["dialogue"][0] == {"role": "user", "text": "Нужна реклама"}


async def test_a_repetition_is_known_by_its_id(receiver: FakeWebhook, crm: WebhookCRM) -> None:
    receiver.script(0)
    await refused(crm, receiver.url)
    await crm.deliver(company(webhook_url=receiver.url), notice(uncertain=True))
    assert [call.id for call in receiver.received] == ["lead-41-test-1"] * 2
    assert len(receiver.leads) == 1


@pytest.mark.parametrize("answer", [b"", b"ok", b"[]", b'{"id":null}', b"{}"])
async def test_a_receiver_need_not_say_anything(receiver: FakeWebhook, crm: WebhookCRM, answer: bytes) -> None:
    receiver.answer = answer
    assert await crm.deliver(company(webhook_url=receiver.url), notice()) == ""


@pytest.mark.parametrize(("status", "final"), [(401, True), (404, True), (410, True), (429, False), (503, False)])
async def test_refusals_say_whether_to_try_again(
    receiver: FakeWebhook, crm: WebhookCRM, status: int, final: bool
) -> None:
    receiver.script(status, Retry_After="12")
    error = await refused(crm, receiver.url)
    assert (error.permanent, error.retry_after) == (final, 12)


async def test_the_receiver_refuses_another_secret(receiver: FakeWebhook, crm: WebhookCRM) -> None:
    error = await refused(crm, receiver.url, credentials={"webhook_secret": "whsec_b3RoZXI="})
    assert error.status_code == 401


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_ы", "whsec_a"])
async def test_without_a_usable_secret_nothing_is_sent(receiver: FakeWebhook, crm: WebhookCRM, secret: str) -> None:
    error = await refused(crm, receiver.url, credentials={"webhook_secret": secret})
    assert error.permanent
    assert not receiver.received


async def test_for_a_day_the_secret_before_signs_too(receiver: FakeWebhook, crm: WebhookCRM) -> None:
    at = crm.runtime.clock()
    now, before = "whsec_" + "bmV3LXNlY3JldC1vZi10aGUtZGVtbw==", COMPANY.credentials["webhook_secret"]

    async def is_known(until: datetime) -> bool:
        previous = {"secret": before, "until": until.isoformat()}
        credentials = {"webhook_secret": now, "previous_webhook_secret": previous}
        with suppress(RemoteError):
            await crm.deliver(company(webhook_url=receiver.url, credentials=credentials), notice())
        return receiver.received[-1].genuine

    assert await is_known(at + timedelta(hours=24))
    assert not await is_known(at - timedelta(seconds=1))


async def test_a_redirect_is_not_followed(receiver: FakeWebhook, crm: WebhookCRM) -> None:
    receiver.script(307, Location=receiver.url)
    assert (await refused(crm, receiver.url)).permanent
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/leads",
        "https://localhost/leads",
        "https://[::1]/leads",
        "https://[::ffff:10.0.0.1]/leads",
        "https://10.1.2.3/leads",
        "https://192.168.0.10/leads",
        "https://169.254.169.254/latest/meta-data",
        "https://0.0.0.0/leads",
        "https://100.64.0.1/leads",
        "https://2130706433/leads",
    ],
)
async def test_production_sends_nothing_into_its_own_network(guarded_http: HttpClient, url: str) -> None:
    error = await refused(WebhookCRM(outside(guarded_http)), url)
    assert error.permanent
    assert "private" in str(error)


@pytest.mark.parametrize("url", ["http://93.184.216.34/leads", "ftp://93.184.216.34/leads", "https:///leads"])
async def test_production_sends_nothing_in_the_clear(guarded_http: HttpClient, url: str) -> None:
    error = await refused(WebhookCRM(outside(guarded_http)), url)
    assert error.permanent
    assert "https" in str(error)


def test_the_target_is_shown_without_secrets(crm: WebhookCRM) -> None:
    url = "https://user:pass@crm.example/hook?token=abc"
    assert crm.address(company(webhook_url=url)) == "https://crm.example/hook"
    assert crm.address(company()) == ""
