"""Keeps secrets: the installation's key, columns encrypted with it, and the hashes of staff keys."""

import base64
import hashlib
import hmac
import json
import os
import secrets as random
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from parley.errors import ConfigurationError

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

log = structlog.get_logger()

_KEY_BYTES, _SIGNATURE_BYTES = 32, 32


def installation_keys(configured: str, home: Path) -> tuple[bytes, ...]:
    """Returns the key all credentials are encrypted with, and after it those that older releases made of the same
    text, which only decrypt.

    It is `configured`, the text of `PARLEY_SECRET_KEY`, else the text of the file `secret.key` in `home`, which is
    made where there is none, with mode 600. One text is one key in either place: 32 bytes in URL-safe base64, as
    the file has them, are the key itself; any other text is stretched. Raises ConfigurationError for a file that
    holds none.
    """
    if configured:
        return _parse_key(configured)
    file = home / "secret.key"
    if not file.exists():
        _create_key_file(file)
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The secret key in {file} cannot be read: {type(error).__name__}") from None
    if not text:
        raise ConfigurationError(
            f"{file} is empty: put the secret key of this installation there, or set PARLEY_SECRET_KEY. "
            "Where nothing was stored yet, delete the file: a new key is made"
        )
    return _parse_key(text)


def _create_key_file(file: Path) -> None:
    """Makes the file whole or not at all. Another process of ours that is a moment faster wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{random.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as draft_file:
            draft_file.write(base64.urlsafe_b64encode(random.token_bytes(_KEY_BYTES)))
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()


def _parse_key(text: str) -> tuple[bytes, ...]:
    stretched = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    key = text.strip().encode()
    return (key, stretched) if _is_key(key) else (stretched,)


def _is_key(text: bytes) -> bool:
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == _KEY_BYTES
    except ValueError:
        return False


class WrongKey(ConfigurationError):
    """What is to be decrypted was encrypted with another key."""


class Vault:
    """Encrypts and decrypts. One for the process, since columns are declared before any runtime exists."""

    def __init__(self) -> None:
        self._keys: tuple[bytes, ...] = ()
        self._cipher: MultiFernet | None = None

    def set_key(self, key: bytes, *older_keys: bytes) -> None:
        """Sets the key, and others that only decrypt: 32 bytes in URL-safe base64 each. Raises ValueError."""
        if not all(map(_is_key, (key, *older_keys))):
            raise ValueError("The key of the vault must be 32 bytes in URL-safe base64")
        self._keys, self._cipher = (key, *older_keys), None

    def encrypt(self, plain: Mapping[str, Any]) -> bytes:
        """Returns a small dict encrypted. Raises ConfigurationError before there is a key."""
        return self._get_cipher().encrypt(json.dumps(plain, ensure_ascii=False).encode())

    def decrypt(self, ciphertext: bytes) -> dict[str, Any]:
        """Returns the dict that was encrypted. Raises WrongKey, and ConfigurationError before there is a key."""
        from cryptography.fernet import InvalidToken

        try:
            plain: dict[str, Any] = json.loads(self._get_cipher().decrypt(ciphertext))
        except InvalidToken:
            raise WrongKey(
                "Stored credentials were encrypted with another key: "
                "set PARLEY_SECRET_KEY to the one they were written with"
            ) from None
        return plain

    def can_decrypt(self, ciphertext: bytes) -> bool:
        """Tells whether `decrypt` would succeed. It looks at the signature alone, and loads no cipher for that."""
        try:
            token = base64.urlsafe_b64decode(ciphertext)
        except ValueError:
            return False
        signed, signature = token[:-_SIGNATURE_BYTES], token[-_SIGNATURE_BYTES:]
        # Fernet: the first half of a key signs, the second encrypts.
        signing_keys = (base64.urlsafe_b64decode(key)[: _KEY_BYTES // 2] for key in self._keys)
        return any(hmac.compare_digest(hmac.digest(key, signed, "sha256"), signature) for key in signing_keys)

    def _get_cipher(self) -> "MultiFernet":
        if not self._keys:
            raise ConfigurationError("The vault has no key yet: bootstrap.build() opens it")
        if self._cipher is None:
            # Here: quick to load, but six megabytes, and a parley nobody has spoken to yet has nothing to open.
            from cryptography.fernet import Fernet, MultiFernet

            self._cipher = MultiFernet([Fernet(key) for key in self._keys])
        return self._cipher


vault = Vault()


class EncryptedJson(TypeDecorator[dict[str, Any]]):
    """A column that holds a small dict, encrypted at rest.

    One that cannot be read is empty and told in the log: who needs nothing of it goes on, and what is stored stays
    until somebody writes there.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else vault.encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> dict[str, Any] | None:
        if value is None:
            return None
        try:
            return vault.decrypt(bytes(value))
        except WrongKey as error:
            log.error("stored credentials cannot be read", reason=str(error))
            return {}


def generate_staff_key(role: str) -> str:
    """Returns a fresh staff key. The role in front is for the reader's eye only."""
    return f"{role.lower()}_{random.token_urlsafe(24)}"


def generate_webhook_secret() -> str:
    """Returns a fresh secret that a company's webhook is signed with (Standard Webhooks)."""
    return "whsec_" + base64.b64encode(random.token_bytes(24)).decode()


def hash_staff_key(key: str) -> str:
    """Returns what is stored of a staff key.

    Keys carry 192 random bits, so a plain hash cannot be reversed by guessing.
    """
    return hashlib.sha256(key.encode()).hexdigest()


def is_same_secret(a: str, b: str) -> bool:
    """Compares two secrets in constant time."""
    return hmac.compare_digest(a.encode(), b.encode())
