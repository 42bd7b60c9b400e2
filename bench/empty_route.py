"""A route that does one INSERT and nothing else: what a webhook's acknowledgement is compared with. usage: PORT"""

import asyncio
import os
import sys

import uvicorn
from fastapi import FastAPI, Request
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

from parley.infra.database_url import libpq_conninfo, normalize_database_url


async def serve(port: int) -> None:
    """Serves until it is stopped."""
    conninfo = libpq_conninfo(normalize_database_url(os.environ["DATABASE_URL"]))
    async with AsyncConnectionPool(conninfo, min_size=4, max_size=10, kwargs={"autocommit": True}) as pool:
        async with pool.connection() as connection:
            await connection.execute(
                "CREATE TABLE IF NOT EXISTS empty_route (id bigint GENERATED ALWAYS AS IDENTITY, payload jsonb)"
            )
        app = FastAPI()

        @app.post("/")
        async def take(request: Request) -> dict[str, bool]:
            content = await request.json()
            async with pool.connection() as connection:
                await connection.execute("INSERT INTO empty_route (payload) VALUES (%s)", (Jsonb(content),))
            return {"ok": True}

        config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False)
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
