"""The model of the simulator, under the name that tests know it by.

Stand-alone, for measuring: PYTHONPATH=tests python -m fakes.openai_server --port 9000 --first 0.4 --each 0.02
"""

import argparse
import asyncio

import uvloop

from parley.simulator.model import Asked, ModelServer, complaint
from parley.simulator.model_replies import Call, Reply, events, tokens, vector, whole

__all__ = ["Asked", "Call", "FakeOpenAI", "Reply", "complaint", "events", "tokens", "vector", "whole"]

FakeOpenAI = ModelServer


async def _serve(port: int, reply: Reply) -> None:
    async with FakeOpenAI(default=reply, port=port, keep=False):
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="fakes.openai_server", description="A stub model for measuring")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--first", type=float, default=0.0, help="seconds to the first token")
    parser.add_argument("--each", type=float, default=0.0, help="seconds between tokens")
    parser.add_argument("--tokens", type=int, default=40)
    given = parser.parse_args()
    words = tuple(f"слово{number} " for number in range(given.tokens))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(given.port, Reply(words, first=given.first, each=given.each)))
