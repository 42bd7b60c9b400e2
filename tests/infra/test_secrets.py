"""Credentials are unreadable at rest."""

import base64
import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from parley.companies import manage
from parley.domain.company import CompanyConfig
from parley.errors import ConfigurationError
from parley.infra.secrets import Vault, installation_keys
from parley.runtime import Runtime
from parley.tenants.config import load_config


async def test_a_bot_token_is_not_in_the_database_as_text(runtime: Runtime, company: CompanyConfig) -> None:
    token = "123456:demo-token-that-nobody-has"
    await manage.save_company(
        runtime, {"id": company.id, "bot_token": token}, with_secrets=True, at=runtime.clock()
    )
    async with runtime.db.scoped(company.id) as session:
        stored = bytes(await session.scalar(text("SELECT credentials FROM profiles")) or b"")
    assert stored
    assert token.encode() not in stored


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    keys = installation_keys("", tmp_path / "new")
    file = tmp_path / "new" / "secret.key"
    assert installation_keys("", tmp_path / "new") == keys
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def vault_of(configured: str, home: Path) -> Vault:
    own = Vault()
    own.set_key(*installation_keys(configured, home))
    return own


def test_the_files_text_is_the_same_key_as_the_variable(tmp_path: Path) -> None:
    by_file = vault_of("", tmp_path)
    text = (tmp_path / "secret.key").read_text()
    by_variable = vault_of(f" {text}\n", tmp_path / "elsewhere")
    assert by_variable.decrypt(by_file.encrypt({"a": "b"})) == {"a": "b"}
    assert by_file.decrypt(by_variable.encrypt({"a": "b"})) == {"a": "b"}


def test_any_text_in_the_file_is_the_same_key_as_the_variable(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("correct horse battery staple\n")
    by_file, by_variable = vault_of("", tmp_path), vault_of("correct horse battery staple", tmp_path / "elsewhere")
    assert by_variable.decrypt(by_file.encrypt({"a": "b"})) == {"a": "b"}


def test_what_an_older_release_made_of_the_variable_is_still_read(tmp_path: Path) -> None:
    text = base64.urlsafe_b64encode(bytes(range(32))).decode()
    older = Vault()
    older.set_key(base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()))
    stored = older.encrypt({"a": "b"})
    newer = vault_of(text, tmp_path)
    assert newer.decrypt(stored) == {"a": "b"}
    assert newer.can_decrypt(stored)
    assert not older.can_decrypt(newer.encrypt({}))


def test_an_empty_key_file_is_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    with pytest.raises(ConfigurationError, match="delete the file"):
        installation_keys("", tmp_path)
    (tmp_path / "secret.key").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        installation_keys("", tmp_path)


def test_a_changed_key_is_told_not_guessed(tmp_path: Path) -> None:
    one, other = vault_of("one", tmp_path), vault_of("other", tmp_path)
    with pytest.raises(ConfigurationError, match="PARLEY_SECRET_KEY"):
        other.decrypt(one.encrypt({"a": "b"}))


@pytest.mark.parametrize("stored", [b"", b"a", b"not a token", b"\xff" * 100, b"gAAAAA==" * 20])
def test_what_was_never_encrypted_cannot_be_decrypted(tmp_path: Path, stored: bytes) -> None:
    assert not vault_of("one", tmp_path).can_decrypt(stored)


async def test_credentials_that_cannot_be_read_are_empty_and_stay_stored(
    runtime: Runtime, company: CompanyConfig
) -> None:
    async with runtime.db.scoped(company.id) as session:
        await session.execute(text("UPDATE profiles SET credentials = 'damaged'"))
    with capture_logs() as logs:
        fields = {"id": company.id, "name": "Новое имя", "default_language": "kz"}
        await manage.save_company(runtime, fields, with_secrets=True, at=runtime.clock())
    assert {line["event"] for line in logs} == {"stored credentials cannot be read"}
    async with runtime.db.scoped(company.id) as session:
        assert bytes(await session.scalar(text("SELECT credentials FROM profiles")) or b"") == b"damaged"
        config = await load_config(session, company.id)
    assert config is not None
    assert (config.name, config.credentials) == ("Новое имя", {})
    await manage.save_company(
        runtime, {"id": company.id, "bot_token": "1234567:demo"}, with_secrets=True, at=runtime.clock()
    )
    async with runtime.db.scoped(company.id) as session:
        config = await load_config(session, company.id)
    assert config is not None
    assert config.credentials == {"bot_token": "1234567:demo"}


@pytest.mark.parametrize("damaged", [b"", b"short", b"not base64 at all!"])
def test_what_is_no_key_is_refused_at_once(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"vault|base64|padd"):
        Vault().set_key(damaged)
