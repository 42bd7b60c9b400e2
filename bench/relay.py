"""The baseline: a bare relay of the same model over a WebSocket that stores nothing and knows nobody."""

import json
import os
import sys

import aiohttp
import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
MODEL = os.environ.get("OPENAI_BASE_URL", "")
session: list[aiohttp.ClientSession] = []


@app.websocket("/ws/chat/{brand}")
async def chat(socket: WebSocket, brand: str) -> None:
    if not session:
        session.append(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
    await socket.accept()
    await socket.send_json({"type": "welcome", "data": {}})
    try:
        while True:
            message = (await socket.receive_json())["data"]["message"]
            request = {"model": "stub", "stream": True, "messages": [{"role": "user", "content": message}]}
            async with session[0].post(f"{MODEL}/chat/completions", json=request) as answer:
                async for line in answer.content:
                    if not line.startswith(b"data: {"):
                        continue
                    event = json.loads(line[6:])
                    content = event["choices"] and event["choices"][0]["delta"].get("content")
                    if content:
                        await socket.send_json({"type": "chunk", "data": {"content": content}})
            await socket.send_json({"type": "complete", "data": {}})
    except WebSocketDisconnect:
        return


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", ws="websockets-sansio")
