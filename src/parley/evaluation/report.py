"""Formats scores as a table, and lists the misses."""

from collections.abc import Sequence

from parley.evaluation.run import Score


def format_score_table(scores: Sequence[Score], codes: Sequence[str]) -> str:
    """Returns a table of right answers in percent: a row for each set, a column for each language."""
    rows = [f"{'task':<15} {'part':<12} {'all':>6}  " + " ".join(f"{code:>5}" for code in codes) + "   cases"]
    for score in scores:
        cells = " ".join(f"{_format_percent(score.accuracy(code)):>5}" for code in codes)
        cases = sum(all_ for _, all_ in score.counts.values())
        rows.append(
            f"{score.task:<15} {score.part:<12} {_format_percent(score.accuracy()):>6}  {cells}   {cases:>5}"
        )
    return "\n".join(rows)


def format_misses(scores: Sequence[Score], max_misses: int | None = None) -> str:
    """Returns a line for each miss; at most so many of a set, all for None."""
    lines = []
    for score in scores:
        for miss in score.misses[:max_misses]:
            lines.append(f"{score.task} {score.part} {miss.language}: «{miss.text}» → {miss.mismatch}")
        if max_misses is not None and len(score.misses) > max_misses:
            lines.append(
                f"{score.task} {score.part}: {len(score.misses) - max_misses} more (--misses -1 shows all)"
            )
    return "\n".join(lines)


def _format_percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}"
