"""What parley understands of its own sets does not get worse; a user's own set is judged the same way."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from fakes.command_line import parley
from parley import bootstrap
from parley.evaluation import ordering, report, run, sets
from parley.evaluation.cases import CASE_TYPES, NluEngine
from parley.runtime import Runtime

CODES = ("ru", "en", "kk", "ky", "uz", "uk", "mn")
# Both parts; the goals of the aside part are the product's promise.
GOALS = {
    "phones": 0.99,
    "names": 0.95,
    "yesno": 0.97,
    "readback": 0.98,
    "dates": 0.95,
    "language": 0.98,
    "handover": 0.97,
    "numbers": 0.97,
}


@pytest.fixture(scope="module")
def ears() -> NluEngine:
    return NluEngine(*bootstrap.compile_vocabularies())


def told(scores: Sequence[run.Score]) -> str:
    return f"\n{report.format_score_table(scores, CODES)}\n{report.format_misses(scores, 30)}"


@pytest.mark.parametrize("task", CASE_TYPES)
def test_understanding_keeps_its_promise(ears: NluEngine, task: str) -> None:
    for own in sets.load_builtin_sets((task,)):
        score = run.score_understanding(own, ears)
        share = score.accuracy()
        assert share is not None
        assert share >= GOALS[task], told([score])
        assert min(score.accuracy(code) or 0 for code in CODES) >= 0.9, told([score])


@pytest.mark.timeout(600)
async def test_whole_dialogues_end_where_they_should(runtime: Runtime) -> None:
    for own in sets.load_builtin_sets(("leads",)):
        score = await run.score_dialogues(own, runtime, "")
        share = score.accuracy()
        assert share is not None
        assert share >= 0.92, told([score])
        assert min(score.accuracy(code) or 0 for code in CODES) >= 0.9, told([score])


@pytest.mark.timeout(600)
async def test_whole_orders_end_where_they_should(runtime: Runtime) -> None:
    aside = next(own for own in sets.load_builtin_sets(("orders",)) if own.part == "aside")
    score = await ordering.score_orders(aside, runtime, "")
    share = score.accuracy()
    assert share is not None
    assert share >= 0.85, told([score])
    assert min(score.accuracy(code) or 0 for code in CODES) >= 0.7, told([score])


async def test_nothing_of_an_evaluation_stays(live: Runtime) -> None:
    own = next(sets.load_builtin_sets(("leads",)))
    few = sets.LabelledSet(own.task, own.part, {"ru": own.cases["ru"][:2]})  # type: ignore[arg-type]
    score = await run.score_dialogues(few, live, "")
    assert score.counts["ru"][1] == 2
    async with live.db.across() as session:
        assert await session.scalar(text("SELECT count(*) FROM companies")) == 0


def test_the_command_prints_table_misses_and_cost(scratch: URL, tmp_path: Path) -> None:
    file = tmp_path / "names-own.yaml"
    file.write_text('ru:\n  - {say: "Меня зовут Сакен", name: "Сакен"}\n  - {say: "да", name: "Да"}\n')
    got = parley(scratch, tmp_path, "eval", str(file))
    assert got.returncode == 0, got.stderr
    assert "50.0" in got.stdout
    assert "«да» → name: nothing instead of Да" in got.stdout
    assert "CPU of a message" in got.stdout


def test_an_unknown_task_is_told(scratch: URL, tmp_path: Path) -> None:
    got = parley(scratch, tmp_path, "eval", "--task", "weather")
    assert got.returncode == 2
    assert "weather" in got.stderr
