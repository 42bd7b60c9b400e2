"""A stand-in for a model provider: 40 tokens, at once or with delays. usage: stub PORT FIRST EACH (seconds)"""

import asyncio
import json
import sys

from aiohttp import web

# Sentences as a model writes them: what may be said is judged sentence by sentence.
_TEXT = (
    "Здравствуйте, рады вам. У нас есть выбор на любой вкус, и новые модели, и проверенные временем. Расскажите, "
    "для чего ищете, и мы вместе подберём подходящее. Если удобнее, посмотрите каталог, а мы ответим на вопросы."
)
TOKENS = [f"{word} " for word in _TEXT.split()]


def _event(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


EVENTS = [_event({"content": token}) for token in TOKENS]
LAST = _event({}, "stop") + b"data: [DONE]\n\n"
WHOLE = b"".join(EVENTS) + LAST


def app(first: float, each: float) -> web.Application:
    async def complete(request: web.Request) -> web.StreamResponse:
        await request.read()
        if not first and not each:
            return web.Response(body=WHOLE, content_type="text/event-stream")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await asyncio.sleep(first)
        for event in EVENTS:
            await response.write(event)
            await asyncio.sleep(each)
        await response.write(LAST)
        return response

    application = web.Application()
    application.router.add_post("/v1/chat/completions", complete)
    return application


if __name__ == "__main__":
    web.run_app(app(float(sys.argv[2]), float(sys.argv[3])), host="127.0.0.1", port=int(sys.argv[1]), print=None)
