"""Companies' logos: files in the data folder, named by company and content (contract §1.4)."""

import asyncio
import hashlib
import re
from pathlib import Path

from parley.companies import manage
from parley.errors import TooLarge
from parley.files import picture
from parley.runtime import Runtime
from parley.tenants.audit_log import PARLEY

MAX_BYTES = 2 * 2**20
_NAME = re.compile(r"company_[0-9]{1,10}_[0-9a-f]{8}\.(png|jpg|webp|svg)", re.ASCII)
_PREFIX = "/logos/"


async def keep(rt: Runtime, company_id: int, data: bytes, by: str = PARLEY) -> str:
    """Make this picture the company's logo; its path on this server. The one before is removed. Raises Invalid for
    what is no picture, TooLarge, NotFound."""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"A logo may have {MAX_BYTES // 2**20} MiB at most")
    kind = picture.extension(data)
    name = f"company_{company_id}_{hashlib.sha256(data).hexdigest()[:8]}.{kind}"
    async with manage.changing(rt, company_id, "logo changed", rt.clock(), by) as (_, profile):
        before, profile.logo_url = profile.logo_url, _PREFIX + name
        # A file that no row names does no harm; a row without its file would.
        await asyncio.to_thread(_write, _folder(rt) / name, data)
    old = file(rt, before.removeprefix(_PREFIX))
    if old is not None and old.name != name and old.name.startswith(f"company_{company_id}_"):
        await asyncio.to_thread(old.unlink, missing_ok=True)
    return _PREFIX + name


def file(rt: Runtime, name: str) -> Path | None:
    """A logo's file by its plain name; None when there is none."""
    found = _folder(rt) / name
    return found if _NAME.fullmatch(name) and found.is_file() else None


def _folder(rt: Runtime) -> Path:
    return rt.settings.home / "logos"


def _write(target: Path, data: bytes) -> None:
    """Whole or not at all: somebody may be reading the same name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    partial.write_bytes(data)
    partial.replace(target)
