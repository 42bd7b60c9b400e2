"""Scores as a table to read, and every miss."""

from collections.abc import Sequence

from parley.evaluation.run import Score


def table(scores: Sequence[Score], codes: Sequence[str]) -> str:
    """Right answers in percent: a row for each set, a column for each language, the number of cases at the end."""
    rows = [f"{'task':<15} {'part':<12} {'all':>6}  " + " ".join(f"{code:>5}" for code in codes) + "   cases"]
    for score in scores:
        cells = " ".join(f"{_percent(score.share(code)):>5}" for code in codes)
        cases = sum(all_ for _, all_ in score.counts.values())
        rows.append(f"{score.task:<15} {score.part:<12} {_percent(score.share()):>6}  {cells}   {cases:>5}")
    return "\n".join(rows)


def misses(scores: Sequence[Score], most: int | None = None) -> str:
    """A line for each miss, as many of a set as wanted."""
    lines = []
    for score in scores:
        for miss in score.misses[:most]:
            lines.append(f"{score.task} {score.part} {miss.language}: «{miss.said}» → {miss.instead}")
        if most is not None and len(score.misses) > most:
            lines.append(f"{score.task} {score.part}: {len(score.misses) - most} more (--misses -1 shows all)")
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}"
