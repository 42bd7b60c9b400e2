"""Tells whether this installation's secret key opens what its database holds, and clears away what none opens."""

from pathlib import Path

import structlog
from sqlalchemy import LargeBinary, select, type_coerce, update

from parley.errors import ConfigurationError
from parley.infra.database import Database
from parley.infra.secrets import generate_webhook_secret, vault
from parley.models import CrmAccount, Profile

log = structlog.get_logger()

# Enough to tell a foreign key from a damaged row.
_SAMPLE_ROWS = 200


async def require_readable_credentials(db: Database, home: Path) -> None:
    """Raises ConfigurationError, which says what to do, where all that is stored was encrypted with another key.

    Single rows that cannot be read are told in the log: their companies need them entered anew.
    """
    ciphertext = type_coerce(Profile.credentials, LargeBinary)
    async with db.across() as session:
        rows = (
            await session.execute(
                select(Profile.company_id, ciphertext).order_by(Profile.company_id.desc()).limit(_SAMPLE_ROWS)
            )
        ).all()
    unreadable = [company_id for company_id, stored in rows if not vault.can_decrypt(bytes(stored))]
    if unreadable and len(unreadable) == len(rows):
        raise ConfigurationError(
            "The database was written with another secret key: the credentials in it cannot be read.\n"
            "Set PARLEY_SECRET_KEY to the key it was written with: its own PARLEY_SECRET_KEY, or the text of the "
            f"file secret.key in its PARLEY_HOME, which may also be put to {home / 'secret.key'}.\n"
            "If that key is lost: `parley keys forget-credentials`, and every company enters its credentials anew."
        )
    if unreadable:
        log.error("credentials of companies cannot be read: they have to be entered anew", companies=unreadable)


async def forget_unreadable_credentials(db: Database) -> list[int]:
    """Empties what no key of ours opens, each company gets a new secret for its webhook. Returns the companies."""
    forgotten = set()
    async with db.across() as session:
        profiles = select(Profile.company_id, type_coerce(Profile.credentials, LargeBinary)).with_for_update()
        for company_id, stored in (await session.execute(profiles)).all():
            if not vault.can_decrypt(bytes(stored)):
                forgotten.add(company_id)
                values = {"credentials": {"webhook_secret": generate_webhook_secret()}}
                await session.execute(update(Profile).where(Profile.company_id == company_id).values(values))
        tokens = type_coerce(CrmAccount.tokens, LargeBinary)
        accounts = select(CrmAccount.company_id, CrmAccount.account, tokens).where(CrmAccount.tokens.is_not(None))
        for company_id, account, stored in (await session.execute(accounts)).all():
            if not vault.can_decrypt(bytes(stored)):
                forgotten.add(company_id)
                change = update(CrmAccount).where(
                    CrmAccount.company_id == company_id, CrmAccount.account == account
                )
                await session.execute(change.values(tokens=None))
    return sorted(forgotten)
