"""The customers: WebSocket clients that talk, and measure what they see. Run as a process of its own."""

import asyncio
import itertools
import json
import os
import sys
import time

import aiohttp

from bench.messages import CODE

_numbers = itertools.count()


async def customer(
    session: aiohttp.ClientSession, url: str, turns: int, say: list[str], firsts: list[float], pause: float
) -> None:
    async with session.ws_connect(url, compress=0, max_msg_size=0) as socket:
        await socket.receive()  # welcome
        conversation: str | None = None
        for turn in range(turns):
            await asyncio.sleep(pause)
            begun, first = time.perf_counter(), True
            said = {"message": _fill_in_code(say[turn % len(say)]), "conversation_id": conversation}
            await socket.send_json({"type": "chat", "data": said})
            while True:
                frame = json.loads((await socket.receive()).data)
                if frame["type"] == "error":
                    raise RuntimeError(frame)
                if first and frame["type"] == "chunk":
                    firsts.append(time.perf_counter() - begun)
                    first = False
                conversation = frame["data"].get("conversation_id", conversation)
                if frame["type"] == "complete":
                    break


def _fill_in_code(text: str) -> str:
    """Returns a message that nobody sent before, where it has a place for the code of a product."""
    return text.replace(CODE, f"x{os.getpid():x}q{next(_numbers):x}") if CODE in text else text


async def talk(url: str, clients: int, turns: int, say: list[str], stagger: float) -> dict[str, float]:
    """Turns a second, and the time to the first word as the customers see it. Each begins elsewhere in `say`."""
    firsts: list[float] = []
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        begun = time.perf_counter()

        async def one(number: int) -> None:
            await asyncio.sleep(stagger * number / clients)
            at = number % len(say)
            await customer(session, url, turns, [*say[at:], *say[:at]], firsts, 0)

        await asyncio.gather(*(one(number) for number in range(clients)))
        took = time.perf_counter() - begun
    firsts.sort()
    return {
        "turns_per_second": clients * turns / took,
        "first_p50": firsts[len(firsts) // 2],
        "first_p99": firsts[min(len(firsts) - 1, int(len(firsts) * 0.99))],
    }


async def idle(url: str, count: int, seconds: float) -> None:
    """Open connections that say nothing; announce when all are there, then wait."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        sockets = []
        for _ in range(count):
            socket = await session.ws_connect(url, compress=0)
            await socket.receive()
            sockets.append(socket)
        print("open", flush=True)
        await asyncio.sleep(seconds)
        for socket in sockets:
            await socket.close()


if __name__ == "__main__":
    kind, url, *rest = sys.argv[1:]
    if kind == "idle":
        asyncio.run(idle(url, int(rest[0]), float(rest[1])))
    else:
        print(json.dumps(asyncio.run(talk(url, int(rest[0]), int(rest[1]), rest[2].split("\n"), float(rest[3])))))
