"""Keeps secrets: the installation's key, columns encrypted with it, and the hashes of staff keys."""

import base64
import hashlib
import hmac
import json
import os
import secrets as random
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from parley.errors import ConfigurationError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_KEY_BYTES = 32


def installation_key(configured: str, home: Path) -> bytes:
    """Returns the key all credentials are encrypted with: `PARLEY_SECRET_KEY`, else one kept in `home` with mode
    600.

    Any text serves as `PARLEY_SECRET_KEY`; it is stretched to the length the cipher wants.
    """
    if configured:
        return _stretch_key(configured)
    file = home / "secret.key"
    try:
        return file.read_bytes().strip()
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
    key = base64.urlsafe_b64encode(random.token_bytes(_KEY_BYTES))
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of ours was a moment faster
        return file.read_bytes().strip()
    with os.fdopen(descriptor, "wb") as key_file:
        key_file.write(key)
    return key


def _stretch_key(text: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())


class Vault:
    """Encrypts and decrypts. One for the process, since columns are declared before any runtime exists."""

    def __init__(self) -> None:
        self._key = b""
        self._cipher: Fernet | None = None

    def set_key(self, key: bytes) -> None:
        """Sets the key: 32 bytes in URL-safe base64. Raises ValueError for anything else."""
        if len(base64.urlsafe_b64decode(key)) != _KEY_BYTES:
            raise ValueError("The key of the vault must be 32 bytes in URL-safe base64")
        self._key, self._cipher = key, None

    def encrypt(self, plain: Mapping[str, Any]) -> bytes:
        """Returns a small dict encrypted. Raises ConfigurationError before there is a key."""
        return self._get_cipher().encrypt(json.dumps(plain, ensure_ascii=False).encode())

    def decrypt(self, ciphertext: bytes) -> dict[str, Any]:
        """Returns the dict that was encrypted. Raises ConfigurationError where that was with another key."""
        from cryptography.fernet import InvalidToken

        try:
            plain: dict[str, Any] = json.loads(self._get_cipher().decrypt(ciphertext))
        except InvalidToken:
            raise ConfigurationError(
                "Stored credentials were encrypted with another key: "
                "set PARLEY_SECRET_KEY to the one they were written with"
            ) from None
        return plain

    def _get_cipher(self) -> "Fernet":
        if not self._key:
            raise ConfigurationError("The vault has no key yet: bootstrap.build() opens it")
        if self._cipher is None:
            # Here: quick to load, but six megabytes, and a parley nobody has spoken to yet has nothing to open.
            from cryptography.fernet import Fernet

            self._cipher = Fernet(self._key)
        return self._cipher


vault = Vault()


class EncryptedJson(TypeDecorator[dict[str, Any]]):
    """A column that holds a small dict, encrypted at rest."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else vault.encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else vault.decrypt(bytes(value))


def generate_staff_key(role: str) -> str:
    """Returns a fresh staff key. The role in front is for the reader's eye only."""
    return f"{role.lower()}_{random.token_urlsafe(24)}"


def hash_staff_key(key: str) -> str:
    """Returns what is stored of a staff key.

    Keys carry 192 random bits, so a plain hash cannot be reversed by guessing.
    """
    return hashlib.sha256(key.encode()).hexdigest()


def is_same_secret(a: str, b: str) -> bool:
    """Compares two secrets in constant time."""
    return hmac.compare_digest(a.encode(), b.encode())
