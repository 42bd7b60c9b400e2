"""A stand-in for a model provider: some 35 tokens, at once or with delays. usage: stub PORT FIRST EACH (seconds)"""

import asyncio
import json
import sys
from typing import NamedTuple

from aiohttp import web

# Sentences as a model writes them, in the customer's letters: what may be said is judged sentence by sentence.
_RUSSIAN = (
    "Здравствуйте, рады вам. У нас есть выбор на любой вкус, и новые модели, и проверенные временем. Расскажите, "
    "для чего ищете, и мы вместе подберём подходящее. Если удобнее, посмотрите каталог, а мы ответим на вопросы."
)
_ENGLISH = (
    "Hello, good to see you. We have something for every taste, new models and ones that have proved themselves. "
    "Tell us what you need it for and we will choose together. Or look through the catalogue, and ask us anything."
)


class Completion(NamedTuple):
    """An answer as server-sent events, a token each."""

    events: list[bytes]
    last: bytes
    whole: bytes


def _event(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def _completion(text: str) -> Completion:
    events = [_event({"content": f"{word} "}) for word in text.split()]
    last = _event({}, "stop") + b"data: [DONE]\n\n"
    return Completion(events, last, b"".join(events) + last)


_IN_CYRILLIC, _IN_LATIN = _completion(_RUSSIAN), _completion(_ENGLISH)


def _answer_to(body: bytes) -> Completion:
    """Returns the answer in the letters of the customer's last message, which stands behind parley's notes."""
    says = json.loads(body)["messages"][-1]["content"].rpartition("⟧\n")[2]
    latin = sum("a" <= letter <= "z" for letter in says.lower())
    return _IN_LATIN if 2 * latin > sum(map(str.isalpha, says)) else _IN_CYRILLIC


def app(first: float, each: float) -> web.Application:
    async def complete(request: web.Request) -> web.StreamResponse:
        answer = _answer_to(await request.read())
        if not first and not each:
            return web.Response(body=answer.whole, content_type="text/event-stream")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await asyncio.sleep(first)
        for event in answer.events:
            await response.write(event)
            await asyncio.sleep(each)
        await response.write(answer.last)
        return response

    application = web.Application()
    application.router.add_post("/v1/chat/completions", complete)
    return application


if __name__ == "__main__":
    web.run_app(app(float(sys.argv[2]), float(sys.argv[3])), host="127.0.0.1", port=int(sys.argv[1]), print=None)
