"""Whole talks with a shop are held through the real code, and judged."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from fakes.command_line import parley
from parley.errors import ConfigurationError
from parley.evaluation import report, sets, talks
from parley.evaluation.shops import find_shop
from parley.evaluation.talk_cases import TalkCase
from parley.runtime import Runtime

SHOP = """
name: "Лавка (demo)"
description: "Демо-лавка чая."
language: ru
country: KZ
currency: KZT
timezone: Asia/Almaty
products:
  - {id: tea-1, name: "Чай Горный 100 г", category: "Чай", price: 1900, availability: true}
documents:
  - name: info.md
    text: |
      ## Часы работы
      Лавка открыта ежедневно с 9:00 до 19:00.
"""
TALKS = """
ru:
  - shop: lavka
    about: gives a contact
    talk:
      - {say: "Меня зовут Роза, 8 701 234 56 71", has: ["7012345671"], asks: confirm}
      - {say: "да, всё верно", asks: nothing}
    lead: {name: "Роза", phone: "+77012345671", email: "", status: confirmed}
    handover: none
  - shop: lavka
    about: wants what is not there
    talk:
      - {say: "до скольки вы открыты?", has: ["23:00"]}
    lead: {phone: "+77010000000"}
    handover: any
"""


@pytest.fixture
def own_talks(tmp_path: Path) -> Path:
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "lavka.yaml").write_text(SHOP, encoding="utf-8")
    file = tmp_path / "talks-of-our-shop.yaml"
    file.write_text(TALKS, encoding="utf-8")
    return file


# Of each language's open talks every third is held: with all of them the run takes minutes.
EVERY = 3
# A little below what they reached; whoever makes them better raises these.
FLOORS = {"talks": 0.45, "talks answers": 0.78}


@pytest.mark.timeout(600)
async def test_whole_talks_and_their_answers_get_no_worse(runtime: Runtime) -> None:
    own = next(each for each in sets.load_builtin_sets(("talks",)) if each.part == "open")
    few = replace(own, cases={language: cases[::EVERY] for language, cases in own.cases.items()})  # type: ignore[arg-type]
    for score in await talks.score_talks(few, runtime, ""):
        told = f"\n{report.format_score_table([score], tuple(few.cases))}\n{report.format_misses([score], 30)}"
        assert (score.accuracy() or 0) >= FLOORS[score.task], told


async def test_talks_and_answers_are_counted(runtime: Runtime, own_talks: Path) -> None:
    whole, answers = await talks.score_talks(sets.load_set(own_talks), runtime, "")
    assert (whole.task, answers.task) == ("talks", "talks answers")
    assert whole.counts == {"ru": (1, 2)}, whole.misses
    assert answers.counts == {"ru": (2, 3)}, answers.misses


async def test_a_miss_shows_the_answer_and_the_end_of_the_talk(runtime: Runtime, own_talks: Path) -> None:
    whole, answers = await talks.score_talks(sets.load_set(own_talks), runtime, "")
    assert "wants what is not there, 1: до скольки" in answers.misses[0].text
    assert "has no '23:00'" in answers.misses[0].mismatch
    assert "the answer: «" in answers.misses[0].mismatch
    assert "19:00" in answers.misses[0].mismatch
    assert whole.misses[0].mismatch == (
        "answer 1; phone: nothing instead of +77010000000; handover: none instead of any"
    )


async def test_nothing_of_a_talk_stays(live: Runtime, own_talks: Path) -> None:
    await talks.score_talks(sets.load_set(own_talks), live, "")
    async with live.db.across() as session:
        assert await session.scalar(text("SELECT count(*) FROM companies")) == 0


async def test_only_the_wanted_languages_are_held(runtime: Runtime, own_talks: Path) -> None:
    whole, _ = await talks.score_talks(sets.load_set(own_talks), runtime, "", ["en"])
    assert whole.counts == {}


def test_the_command_scores_talks_of_ones_own(scratch: URL, tmp_path: Path, own_talks: Path) -> None:
    got = parley(scratch, tmp_path, "eval", str(own_talks))
    assert got.returncode == 0, got.stderr
    assert "talks answers" in got.stdout
    assert "has no '23:00'" in got.stdout


def test_a_shop_that_is_not_there_is_told(tmp_path: Path) -> None:
    for slug in ("nowhere", "../nowhere"):
        with pytest.raises(ConfigurationError, match="no demo company"):
            find_shop(slug, tmp_path)


def test_a_shop_that_cannot_be_read_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text("name: half\n")
    with pytest.raises(ConfigurationError, match=r"shop\.yaml"):
        find_shop("shop", tmp_path)


def test_every_shop_of_parleys_own_talks_is_there() -> None:
    for own in sets.load_builtin_sets(("talks",)):
        for cases in own.cases.values():
            for case in cases:
                assert isinstance(case, TalkCase)
                assert find_shop(case.shop, own.shops_folder).name.endswith(("(demo)", "TechPro Solutions"))
