from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from fakes.outside import company, notice, outside
from fakes.smtp_server import FakeSmtp
from parley.errors import RemoteError
from parley.infra.http import HttpClient
from parley.notify.email import EmailNotifier, email_subject


@pytest.fixture
def post() -> Iterator[FakeSmtp]:
    with FakeSmtp() as fake:
        yield fake


@pytest.fixture
def notifier(post: FakeSmtp, http: HttpClient) -> EmailNotifier:
    return EmailNotifier(
        outside(http, smtp_host="127.0.0.1", smtp_port=post.port, sender_email="parley@shop.example")
    )


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


async def test_the_company_alone_is_written_to(post: FakeSmtp, notifier: EmailNotifier) -> None:
    await notifier.deliver(company(), notice())
    (mail,) = post.taken
    assert mail.recipients == ("owner@bakery.example",)
    assert mail.sender == "parley@shop.example"
    assert mail.message["To"] == "owner@bakery.example"


async def test_the_subject_is_as_in_the_contract(post: FakeSmtp, notifier: EmailNotifier) -> None:
    await notifier.deliver(company(), notice())
    assert post.taken[0].message["Subject"] == "🎯 Новый лид: Сакен - +77075456987"
    assert email_subject(notice(phone="")) == "🎯 Новый лид: Сакен - телефон не указан"


async def test_the_plain_and_the_html_part_have_the_whole_lead(post: FakeSmtp, notifier: EmailNotifier) -> None:
    await notifier.deliver(company(), notice())
    for kind in ("plain", "html"):
        text = part(post.taken[0].message, kind)
        for words in ("Сакен", "+77075456987", "📊 Анализ: Маркетинг", "Клиент: Нужна реклама", "Бот: Как к вам"):
            assert words in text


async def test_an_email_is_marked_as_automatic(post: FakeSmtp, notifier: EmailNotifier) -> None:
    await notifier.deliver(company(), notice())
    message = post.taken[0].message
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.tzinfo is not None


async def test_a_repetition_has_the_same_message_id_and_says_so(post: FakeSmtp, notifier: EmailNotifier) -> None:
    await notifier.deliver(company(), notice())
    await notifier.deliver(company(), notice(uncertain=True))
    first, second = (mail.message for mail in post.taken)
    assert first["Message-ID"] == second["Message-ID"] == "<lead-41-test-1@shop.example>"
    assert "Возможный повтор" not in part(first, "plain")
    assert part(second, "plain").startswith("⚠️ Возможный повтор")


async def test_markup_of_a_customer_stays_text(post: FakeSmtp, notifier: EmailNotifier) -> None:
    await notifier.deliver(company(), notice(name="<script>alert(1)</script>"))
    text = part(post.taken[0].message, "html")
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


async def test_a_name_of_two_lines_adds_no_header(post: FakeSmtp, notifier: EmailNotifier) -> None:
    await notifier.deliver(company(), notice(name="Сакен\r\nBcc: thief@evil.example"))
    (mail,) = post.taken
    assert mail.recipients == ("owner@bakery.example",)
    assert mail.message["Bcc"] is None


async def test_an_unknown_recipient_is_a_permanent_failure(post: FakeSmtp, notifier: EmailNotifier) -> None:
    post.refuse_recipient("550 5.1.1 No such user")
    with pytest.raises(RemoteError) as caught:
        await notifier.deliver(company(), notice())
    assert caught.value.permanent


def test_a_company_without_an_address_is_not_written_to(notifier: EmailNotifier) -> None:
    assert notifier.address(company(email="")) == ""
    assert notifier.address(company()) == "owner@bakery.example"


def test_without_a_mail_server_nobody_is_written_to(http: HttpClient) -> None:
    assert EmailNotifier(outside(http, smtp_user="")).address(company()) == ""
