import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fakes.smtp_server import FakeSmtp
from parley.errors import RemoteError
from parley.infra.mail import Mailer
from parley.settings import Settings


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and self-signed certificate of 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "demo mail server")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(pem)
    )
    return file


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def post() -> Iterator[FakeSmtp]:
    with FakeSmtp() as fake:
        yield fake


def mailer(port: int, **fields: Any) -> Mailer:
    return Mailer(Settings.from_environment(smtp_host="127.0.0.1", smtp_port=port, **fields))


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "demo@parley.example", "you@shop.example", "Здравствуйте"
    message.set_content("Текст")
    return message


async def refused(mailer: Mailer, message: EmailMessage | None = None) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        await mailer.send(message or letter())
    return caught.value


async def test_a_message_arrives_as_written(post: FakeSmtp) -> None:
    await mailer(post.port).send(letter())
    (mail,) = post.taken
    assert mail.message["Subject"] == "Здравствуйте"
    assert mail.message.get_content().strip() == "Текст"
    assert not mail.encrypted


@pytest.mark.parametrize(
    ("answer", "final"),
    [
        ("550 5.7.1 Refused", True),
        ("554 Spam", True),
        ("504 Not that way", True),
        ("451 Try later", False),
        ("421 Closing", False),
    ],
)
async def test_refusals_say_whether_to_try_again(post: FakeSmtp, answer: str, final: bool) -> None:
    post.refuse_message(answer)
    error = await refused(mailer(post.port))
    assert (error.permanent, error.status_code, error.outcome_unknown) == (final, int(answer[:3]), False)


@pytest.mark.parametrize(("answer", "final"), [("550 5.1.1 No such user", True), ("450 Greylisted", False)])
async def test_a_refused_recipient_says_it_too(post: FakeSmtp, answer: str, final: bool) -> None:
    post.refuse_recipient(answer)
    error = await refused(mailer(post.port))
    assert (error.permanent, error.status_code, error.outcome_unknown) == (final, int(answer[:3]), False)


async def test_a_server_that_is_away_may_come_back(post: FakeSmtp) -> None:
    post.__exit__()
    error = await refused(mailer(post.port))
    assert (error.permanent, error.status_code, error.outcome_unknown) == (False, None, False)


async def test_a_line_cut_after_the_message_may_be_tried_again(post: FakeSmtp) -> None:
    post.refuse_message("cut")
    error = await refused(mailer(post.port))
    assert (error.permanent, error.status_code, error.outcome_unknown) == (False, None, True)
    assert len(post.taken) == 1


async def test_an_address_no_server_could_take_is_final(post: FakeSmtp) -> None:
    message = letter()
    message.replace_header("To", "")
    assert (await refused(mailer(post.port), message)).permanent
    assert not post.taken


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(("mode", "how"), [("ssl", "implicit"), ("starttls", "starttls")])
async def test_the_login_travels_encrypted(tls: ssl.SSLContext, mode: str, how: str) -> None:
    with FakeSmtp(password="demo-pass", **{how: tls}) as post:  # type: ignore[arg-type]
        await mailer(post.port, smtp_tls=mode, smtp_user="demo", smtp_password="demo-pass").send(letter())
    (mail,) = post.taken
    assert (mail.encrypted, mail.login) == (True, "demo")


@pytest.mark.usefixtures("trusted")
async def test_a_wrong_password_is_final_and_not_shown(tls: ssl.SSLContext) -> None:
    with FakeSmtp(password="demo-pass", starttls=tls) as post:
        error = await refused(mailer(post.port, smtp_tls="starttls", smtp_user="demo", smtp_password="wrong-pass"))
    assert (error.permanent, error.status_code) == (True, 535)
    assert "wrong-pass" not in str(error)


@pytest.mark.parametrize(("mode", "how"), [("ssl", "implicit"), ("starttls", "starttls")])
async def test_a_certificate_nobody_vouches_for_gets_nothing(tls: ssl.SSLContext, mode: str, how: str) -> None:
    with FakeSmtp(**{how: tls}) as post:  # type: ignore[arg-type]
        error = await refused(mailer(post.port, smtp_tls=mode))
    assert not error.permanent
    assert not post.taken


async def test_without_the_wanted_encryption_nothing_is_sent(post: FakeSmtp) -> None:
    await refused(mailer(post.port, smtp_tls="starttls"))
    assert not post.taken


@pytest.mark.parametrize(
    ("host", "port", "asked", "used"),
    [
        ("smtp.shop.example", 465, "", "ssl"),
        ("smtp.shop.example", 465, "none", "ssl"),
        ("smtp.shop.example", 587, "", "starttls"),
        ("smtp.shop.example", 587, "ssl", "starttls"),
        ("smtp.shop.example", 2525, "ssl", "ssl"),
        ("smtp.shop.example", 2525, "", "starttls"),
        ("smtp.shop.example", 2525, "none", "starttls"),
        ("127.0.0.1", 2525, "none", "none"),
        ("localhost", 1025, "", "none"),
        ("127.0.0.1", 1025, "starttls", "starttls"),
    ],
)
def test_the_port_decides_how_the_line_is_encrypted(host: str, port: int, asked: str, used: str) -> None:
    assert Mailer(Settings.from_environment(smtp_host=host, smtp_port=port, smtp_tls=asked)).tls_mode == used


def test_a_server_elsewhere_wants_a_login() -> None:
    there = {"smtp_host": "smtp.shop.example"}
    assert not Mailer(Settings.from_environment(**there, smtp_user="demo")).is_configured
    assert Mailer(Settings.from_environment(**there, smtp_user="demo", smtp_password="demo-pass")).is_configured
    assert Mailer(Settings.from_environment(smtp_host="::1")).is_configured


@pytest.mark.parametrize(
    ("sender", "domain"),
    [("bot@shop.example", "shop.example"), ("Лавка <bot@shop.example>", "shop.example"), ("apikey", "parley")],
)
def test_message_ids_end_with_the_senders_domain(sender: str, domain: str) -> None:
    assert Mailer(Settings.from_environment(sender_email=sender)).message_id_domain == domain
