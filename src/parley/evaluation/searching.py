"""Hold the search against labelled queries over the demo catalogues."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import uuid4

from parley.bootstrap import assemble
from parley.catalog.program_search import Wish, browse
from parley.demo.companies import DEMO
from parley.demo.seed import plant
from parley.errors import ConfigurationError
from parley.evaluation.cases import SearchCase
from parley.evaluation.run import Score
from parley.evaluation.sets import LabelledSet
from parley.models import Company
from parley.runtime import Runtime

# What each kind of query is held against: a row of the table.
_ROWS = {"same": ("same@1", "same@3"), "cross": ("cross@1", "cross@3"), "none": ("none",)}


async def searches(own: LabelledSet, rt: Runtime, languages: Iterable[str] = ()) -> list[Score]:
    """Recall at 1 and at 3 of each kind of query, and how many that fit nothing found nothing. The companies are
    planted anew and gone afterwards."""
    scores = {row: Score(f"search {row}", own.part) for rows in _ROWS.values() for row in rows}
    wanted = set(languages)
    for slug, cases in own.cases.items():
        async with _shop(rt, slug) as (trying, company):
            for case in cases:
                assert isinstance(case, SearchCase)
                if not wanted or case.language in wanted:
                    hits = [hit.id for hit in await browse(trying, company, Wish(case.query, limit=3))]
                    _count(scores, slug, case, hits)
    return list(scores.values())


def _count(scores: dict[str, Score], slug: str, case: SearchCase, hits: list[str]) -> None:
    found = ", ".join(hits) or "nothing"
    said = f"{slug}: {case.query}"
    for row in _ROWS[case.kind]:
        first = hits[: 1 if row.endswith("1") else 3]
        right = not hits if case.kind == "none" else not set(first).isdisjoint(case.right)
        scores[row].add(
            case.language, said, "" if right else f"{found} instead of {', '.join(case.right) or 'nothing'}"
        )


@asynccontextmanager
async def _shop(rt: Runtime, slug: str) -> AsyncIterator[tuple[Runtime, Company]]:
    demo = next((demo for demo in DEMO if demo.slug == slug), None)
    if demo is None:
        raise ConfigurationError(f"There is no demo company {slug}; there are {', '.join(d.slug for d in DEMO)}")
    async with rt.db.undone() as db:
        trying = assemble(rt.settings.model_copy(update={"auto_populate": True}), db, rt.jobs, rt.http)
        company_id, _ = await plant(trying, replace(demo, slug=f"eval-{uuid4().hex[:8]}"))
        async with db.begin() as session:
            company = await session.get_one(Company, company_id)
        yield trying, company
