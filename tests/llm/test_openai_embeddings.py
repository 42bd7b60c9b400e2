"""Vectors of the provider, from a real server on loopback."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from fakes.openai_server import FakeOpenAI, Reply, vector
from parley.errors import RemoteError
from parley.infra.http import HttpClient
from parley.llm.base import ModelEndpoint
from parley.llm.openai import OpenAI

KEY = "demo-key-0123456789"


@pytest_asyncio.fixture(loop_scope="session")
async def fake() -> AsyncIterator[FakeOpenAI]:
    async with FakeOpenAI() as fake:
        yield fake


@pytest_asyncio.fixture(loop_scope="session")
async def model(fake: FakeOpenAI) -> AsyncIterator[OpenAI]:
    async def no_time(_: float) -> None:
        pass

    async with HttpClient(sleep=no_time) as http:
        yield OpenAI(ModelEndpoint("demo", KEY, fake.base_url), http)


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("only_base64", [False, True])
async def test_vectors_come_in_the_order_of_the_texts(
    fake: FakeOpenAI, model: OpenAI, shuffled: bool, only_base64: bool
) -> None:
    fake.shuffled, fake.only_base64 = shuffled, only_base64
    texts = ["дом", "үй", "house"]
    assert await model.embed(texts) == [vector(text) for text in texts]
    assert fake.requests[0].json == {"model": "demo", "input": texts, "encoding_format": "float"}
    assert fake.requests[0].headers["Authorization"] == f"Bearer {KEY}"


async def test_nothing_to_embed_asks_nobody(fake: FakeOpenAI, model: OpenAI) -> None:
    assert await model.embed([]) == []
    assert not fake.requests


async def test_a_batch_holds_2048_texts_at_most(fake: FakeOpenAI, model: OpenAI) -> None:
    texts = [str(number) for number in range(2049)]
    assert await model.embed(texts) == [vector(text) for text in texts]
    assert [len(asked.json["input"]) for asked in fake.requests] == [2048, 1]


async def test_a_batch_holds_as_many_bytes_as_a_call_may_have_tokens(fake: FakeOpenAI, model: OpenAI) -> None:
    await model.embed(["я" * 70_000, "я" * 70_000, "я" * 20_000, "я" * 200_000, "я"])
    assert [len(asked.json["input"]) for asked in fake.requests] == [2, 1, 1, 1]


async def test_no_credit_for_vectors_is_for_good(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script_embeddings(Reply(status=429, error={"code": "insufficient_quota", "message": KEY}))
    with pytest.raises(RemoteError) as caught:
        await model.embed(["дом"])
    assert (caught.value.permanent, caught.value.code, len(fake.requests)) == (True, "insufficient_quota", 1)
    assert KEY not in str(caught.value)


async def test_vectors_are_asked_for_again_when_that_can_help(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script_embeddings(Reply(status=503, error={"message": "overloaded"}))
    assert await model.embed(["дом"]) == [vector("дом")]


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b'{"error":{"code":502}}',
        b'{"data":[]}',
        b'{"data":[{"index":0,"embedding":[1]}]}',
        b'{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}',
        b'{"data":[{"index":0,"embedding":"???"},{"index":1,"embedding":"AAAA"}]}',
        b'{"data":[{"index":0,"embedding":"AAAA"},{"index":1,"embedding":"AAAA"}]}',
    ],
    ids=["a page", "an error", "nothing", "too few", "two lengths", "bad base64", "half a number"],
)
async def test_vectors_that_cannot_be_used_are_a_failure(fake: FakeOpenAI, model: OpenAI, body: bytes) -> None:
    fake.script_embeddings(Reply(body=body))
    with pytest.raises(RemoteError):
        await model.embed(["дом", "үй"])
