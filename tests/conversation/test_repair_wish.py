"""What is broken is a wish where its mending is sold, and trouble where the thing itself was."""

from pathlib import Path

import pytest

import parley.evaluation
from fakes.demo import planted
from fakes.talk import Talk
from parley.evaluation.shops import find_shop, temporary_shop
from parley.runtime import Runtime

SHOPS = Path(parley.evaluation.__file__).parent / "talks" / "shops"


@pytest.mark.parametrize(
    "text",
    [
        "телефоным суға түсіп кетті",
        "noutbukim qizib o'chib qolyapti",
        "my laptop gets super hot and shuts down",
        "ноутбугум ысып кетип өчүп калып жатат",
        "телефон впав у воду, не вмикається",
    ],
)
async def test_at_a_workshop_what_is_broken_is_a_wish(runtime: Runtime, text: str) -> None:
    async with temporary_shop(runtime, find_shop("master-plus", SHOPS), "") as (rt, company):
        answer = await (await Talk.begin(rt, company.id)).say(text)
    assert not answer.handover
    assert answer.products


async def test_what_a_workshop_mended_itself_is_trouble(runtime: Runtime) -> None:
    async with temporary_shop(runtime, find_shop("master-plus", SHOPS), "") as (rt, company):
        answer = await (await Talk.begin(rt, company.id)).say(
            "вы поменяли экран, а он опять не работает, верните деньги"
        )
    assert answer.handover


async def test_at_a_shop_that_sells_the_thing_it_is_trouble(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "techpro"))
    assert (await talk.say("my laptop gets super hot and shuts down")).handover
