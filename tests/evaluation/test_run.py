"""What parley understands of its own sets does not get worse; a user's own set is judged the same way."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from fakes.command_line import parley
from parley import bootstrap
from parley.evaluation import report, run, sets
from parley.evaluation.cases import CASES, Ears
from parley.runtime import Runtime

CODES = ("ru", "en", "kk", "ky", "uz", "uk", "mn")
# Both parts; the goals of the aside part are the product's promise.
GOALS = {"phones": 0.99, "names": 0.95, "yesno": 0.97, "dates": 0.95, "language": 0.98, "handover": 0.97}


@pytest.fixture(scope="module")
def ears() -> Ears:
    return Ears(*bootstrap.ears())


def told(scores: Sequence[run.Score]) -> str:
    return f"\n{report.table(scores, CODES)}\n{report.misses(scores, 30)}"


@pytest.mark.parametrize("task", CASES)
def test_understanding_keeps_its_promise(ears: Ears, task: str) -> None:
    for own in sets.own((task,)):
        score = run.understanding(own, ears)
        share = score.share()
        assert share is not None
        assert share >= GOALS[task], told([score])
        assert min(score.share(code) or 0 for code in CODES) >= 0.9, told([score])


@pytest.mark.timeout(240)
async def test_whole_dialogues_end_where_they_should(runtime: Runtime) -> None:
    for own in sets.own(("leads",)):
        score = await run.dialogues(own, runtime, "")
        share = score.share()
        assert share is not None
        assert share >= 0.92, told([score])
        assert min(score.share(code) or 0 for code in CODES) >= 0.9, told([score])


async def test_nothing_of_an_evaluation_stays(live: Runtime) -> None:
    own = next(sets.own(("leads",)))
    few = sets.LabelledSet(own.task, own.part, {"ru": own.cases["ru"][:2]})  # type: ignore[arg-type]
    score = await run.dialogues(few, live, "")
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
