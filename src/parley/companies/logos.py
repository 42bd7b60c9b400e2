"""Keeps companies' logos: files in the data folder, named by company and content (contract §1.4)."""

import asyncio
import hashlib
import re
from pathlib import Path

from parley.companies import manage
from parley.errors import TooLarge
from parley.files import picture
from parley.runtime import Runtime
from parley.tenants.audit_log import SYSTEM_ACTOR

MAX_LOGO_BYTES = 2 * 2**20
_FILE_NAME = re.compile(r"company_[0-9]{1,10}_[0-9a-f]{8}\.(png|jpg|webp|svg)", re.ASCII)
_URL_PREFIX = "/logos/"


async def store_logo(rt: Runtime, company_id: int, data: bytes, by: str = SYSTEM_ACTOR) -> str:
    """Makes a picture the company's logo and removes the one before. Returns its path on this server.

    Raises Invalid for what is no picture, TooLarge and NotFound.
    """
    if len(data) > MAX_LOGO_BYTES:
        raise TooLarge(f"A logo may have {MAX_LOGO_BYTES // 2**20} MiB at most")
    suffix = picture.detect_picture_type(data)
    name = f"company_{company_id}_{hashlib.sha256(data).hexdigest()[:8]}.{suffix}"
    async with manage.edit_company(rt, company_id, "logo changed", rt.clock(), by) as edit:
        previous_url, edit.profile.logo_url = edit.profile.logo_url, _URL_PREFIX + name
        # A file that no row names does no harm; a row without its file would.
        await asyncio.to_thread(_write_atomically, _logo_folder(rt) / name, data)
    previous_file = find_logo(rt, previous_url.removeprefix(_URL_PREFIX))
    if (
        previous_file is not None
        and previous_file.name != name
        and previous_file.name.startswith(f"company_{company_id}_")
    ):
        await asyncio.to_thread(previous_file.unlink, missing_ok=True)
    return _URL_PREFIX + name


def find_logo(rt: Runtime, name: str) -> Path | None:
    """Returns a logo's file by its plain name; None when there is none."""
    path = _logo_folder(rt) / name
    return path if _FILE_NAME.fullmatch(name) and path.is_file() else None


def _logo_folder(rt: Runtime) -> Path:
    return rt.settings.home / "logos"


def _write_atomically(target: Path, data: bytes) -> None:
    """Writes a file whole or not at all: somebody may be reading the same name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    partial.write_bytes(data)
    partial.replace(target)
