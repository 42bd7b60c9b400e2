"""`parley keys create | list | revoke`: staff keys; `forget-credentials`: after the secret key is lost."""

import argparse

from parley.bootstrap import build_runtime
from parley.companies import keys
from parley.settings import Settings
from parley.tenants.stored_credentials import forget_unreadable_credentials


async def create_staff_key(settings: Settings, options: argparse.Namespace) -> int:
    """Prints a fresh key; it cannot be shown again. Raises ConfigurationError for a manager without company."""
    async with build_runtime(settings) as rt:
        print(await keys.create_key(rt.db, options.role, company=options.company, label=options.label))
    return 0


async def list_staff_keys(settings: Settings, _: argparse.Namespace) -> int:
    """Prints a table of all keys, each by its last four characters."""
    async with build_runtime(settings) as rt:
        print(f"{'id':>4}  {'role':<4}  {'company':<16}  {'ends in':<8}  {'created':<16}  {'state':<8}  label")
        for row in await keys.find_keys(rt.db):
            print(
                f"{row['id']:>4}  {row['role']:<4}  {row['company'] or '—':<16}  …{row['hint']:<7}  "
                f"{row['created_at']:%Y-%m-%d %H:%M}  {'revoked' if row['revoked_at'] else 'valid':<8}  "
                f"{row['label']}"
            )
    return 0


async def forget_credentials(settings: Settings, _: argparse.Namespace) -> int:
    """Empties the credentials that were stored with a secret key that is lost, and says whose they were."""
    async with build_runtime(settings, check_key=False) as rt:
        forgotten = await forget_unreadable_credentials(rt.db)
        companies = ", ".join(map(str, forgotten))
        print(f"Forgotten: those of companies {companies}." if forgotten else "All credentials can be read.")
    return 0


async def revoke_staff_key(settings: Settings, options: argparse.Namespace) -> int:
    """Revokes the key with this id at once. Returns 1 where no valid key has it."""
    async with build_runtime(settings) as rt:
        is_revoked = await keys.revoke_key(rt.db, options.id, rt.clock())
        print("Revoked." if is_revoked else f"There is no key {options.id}.")
    return 0 if is_revoked else 1
