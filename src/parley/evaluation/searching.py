"""Scores the search on labelled queries over the demo catalogues."""

from collections.abc import Iterable

from parley.catalog.program_search import CatalogQuery, search_catalog
from parley.evaluation.cases import SearchCase
from parley.evaluation.run import Score
from parley.evaluation.sets import LabelledSet
from parley.evaluation.shops import find_shop, temporary_shop
from parley.models import Company
from parley.runtime import Runtime

# The rows of the table for each kind of query: whether the first hit is right, whether one of three is.
_SCORE_ROWS = {"same": ("same@1", "same@3"), "cross": ("cross@1", "cross@3"), "none": ("none",)}


async def score_searches(labelled_set: LabelledSet, rt: Runtime, languages: Iterable[str] = ()) -> list[Score]:
    """Returns recall at 1 and at 3 of each kind of query, and how many queries that fit nothing found nothing.

    The demo companies are made anew and are gone afterwards.
    """
    scores = {row: Score(f"search {row}", labelled_set.part) for rows in _SCORE_ROWS.values() for row in rows}
    wanted_languages = set(languages)
    for slug, cases in labelled_set.cases.items():
        async with temporary_shop(rt, find_shop(slug)) as (sandbox, config):
            async with sandbox.db.begin() as session:
                company = await session.get_one(Company, config.id)
            for case in cases:
                assert isinstance(case, SearchCase)
                if not wanted_languages or case.language in wanted_languages:
                    hits = [
                        hit.id for hit in await search_catalog(sandbox, company, CatalogQuery(case.query, limit=3))
                    ]
                    _record_hits(scores, slug, case, hits)
    return list(scores.values())


def _record_hits(scores: dict[str, Score], slug: str, case: SearchCase, hits: list[str]) -> None:
    found_ids = ", ".join(hits) or "nothing"
    label = f"{slug}: {case.query}"
    for row in _SCORE_ROWS[case.kind]:
        first = hits[: 1 if row.endswith("1") else 3]
        is_right = not hits if case.kind == "none" else not set(first).isdisjoint(case.right)
        scores[row].record(
            case.language, label, "" if is_right else f"{found_ids} instead of {', '.join(case.right) or 'nothing'}"
        )
