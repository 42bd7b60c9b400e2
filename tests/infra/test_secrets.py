"""Credentials are unreadable at rest."""

from pathlib import Path

import pytest
from sqlalchemy import text

from parley.companies import manage
from parley.domain.company import CompanyConfig
from parley.errors import ConfigurationError
from parley.infra.secrets import Vault, installation_key
from parley.runtime import Runtime


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
    key = installation_key("", tmp_path / "new")
    file = tmp_path / "new" / "secret.key"
    assert installation_key("", tmp_path / "new") == key
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_changed_key_is_told_not_guessed(tmp_path: Path) -> None:
    one, other = Vault(), Vault()
    one.set_key(installation_key("one", tmp_path))
    other.set_key(installation_key("other", tmp_path))
    with pytest.raises(ConfigurationError, match="PARLEY_SECRET_KEY"):
        other.decrypt(one.encrypt({"a": "b"}))


@pytest.mark.parametrize("damaged", [b"", b"short", b"not base64 at all!"])
def test_what_is_no_key_is_refused_at_once(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"vault|base64|padd"):
        Vault().set_key(damaged)
