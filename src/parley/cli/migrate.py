"""`parley migrate`: brings the database up to date."""

import argparse

from parley.bootstrap import build_runtime
from parley.settings import Settings


async def migrate(settings: Settings, _: argparse.Namespace) -> int:
    """Migrates the database, the embedded one or that of DATABASE_URL; building a runtime does it."""
    async with build_runtime(settings):
        print("The database is up to date.")
    return 0
