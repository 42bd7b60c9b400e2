"""Who may be written to first, and why not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.domain.handover import PERSON
from parley.domain.working_hours import DAY_NAMES, WorkingCalendar, parse_week_hours
from parley.outreach.gate import FLOOR, ChannelRules, GateDecision, Refusal, Situation, Verdict, decide

ALMATY = ZoneInfo("Asia/Almaty")
OFFICE = parse_week_hours({name: [["10:00", "18:00"]] for name in DAY_NAMES[:5]})
CALENDAR = WorkingCalendar(OFFICE, frozenset({date(2026, 12, 16)}), ALMATY)
# A Tuesday, 12:00 in Almaty.
NOON = datetime(2026, 12, 1, 7, tzinfo=UTC)
FREE = Situation(CALENDAR, ChannelRules(can_write_first=True))
DAY_LATER = timedelta(days=1)
CLOUD = ChannelRules(can_write_first=True, window=timedelta(hours=24))


def almaty(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ALMATY)


def test_where_nothing_speaks_against_it_it_may_be_done() -> None:
    assert decide(FREE, NOON) == GateDecision(Verdict.FREE_TEXT)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"opted_out": True}, Refusal.OPTED_OUT),
        ({"blocked": True}, Refusal.BLOCKED),
        ({"owner": PERSON}, Refusal.HELD_BY_PERSON),
        ({"rules": ChannelRules(can_write_first=False)}, Refusal.CHANNEL_ANSWERS_ONLY),
        ({"is_connected": False}, Refusal.ACCOUNT_AWAY),
        ({"is_breaker_open": True}, Refusal.BREAKER),
        ({"rules": CLOUD}, Refusal.WINDOW_CLOSED),
        ({"rules": CLOUD, "last_heard_at": NOON - DAY_LATER}, Refusal.WINDOW_CLOSED),
        ({"calendar": WorkingCalendar(((),) * 7, frozenset(), ALMATY)}, Refusal.NEVER_OPEN),
    ],
)
def test_what_waiting_does_not_change_names_no_hour(changes: dict[str, Any], reason: Refusal) -> None:
    assert decide(replace(FREE, **changes), NOON) == GateDecision(Verdict.NO, reason)


@pytest.mark.parametrize(
    ("changes", "moment", "reason", "again"),
    [
        ({"last_unasked_at": NOON}, "2026-12-01 15:00", Refusal.WRITTEN_TODAY, "2026-12-02 10:00"),
        ({"last_unasked_at": NOON}, "2026-12-01 23:00", Refusal.WRITTEN_TODAY, "2026-12-02 10:00"),
        ({"sent_today": 50}, "2026-12-01 12:00", Refusal.ACCOUNT_CAP, "2026-12-02 10:00"),
        ({"sent_today": 3, "daily_cap": 3}, "2026-12-04 12:00", Refusal.ACCOUNT_CAP, "2026-12-07 10:00"),
        ({}, "2026-12-01 09:59", Refusal.OUTSIDE_HOURS, "2026-12-01 10:00"),
        ({}, "2026-12-01 18:00", Refusal.OUTSIDE_HOURS, "2026-12-02 10:00"),
        ({}, "2026-12-05 12:00", Refusal.OUTSIDE_HOURS, "2026-12-07 10:00"),
        ({}, "2026-12-16 12:00", Refusal.OUTSIDE_HOURS, "2026-12-17 10:00"),
    ],
)
def test_what_passes_names_when_to_ask_again(
    changes: dict[str, Any], moment: str, reason: Refusal, again: str
) -> None:
    situation = replace(FREE, **changes)
    assert decide(situation, almaty(moment)) == GateDecision(Verdict.NO, reason, almaty(again))
    later = replace(situation, sent_today=0)
    assert decide(later, almaty(again)).verdict is Verdict.FREE_TEXT, "then it may be done"


def test_yesterdays_message_stands_in_nobodys_way() -> None:
    assert decide(replace(FREE, last_unasked_at=NOON - DAY_LATER), NOON).verdict is Verdict.FREE_TEXT
    late = almaty("2026-11-30 20:59")
    assert decide(replace(FREE, last_unasked_at=late), NOON).verdict is Verdict.FREE_TEXT, "local days"


def test_outside_the_window_what_was_approved_may_be_sent() -> None:
    rules = replace(CLOUD, has_templates=True)
    heard_lately = replace(FREE, rules=rules, last_heard_at=NOON - timedelta(hours=23))
    assert decide(heard_lately, NOON).verdict is Verdict.FREE_TEXT
    assert decide(replace(FREE, rules=rules), NOON).verdict is Verdict.TEMPLATE


@pytest.mark.parametrize(("moment", "again"), [("04:00", "09:00"), ("21:00", "09:00")])
def test_who_works_all_night_writes_to_nobody_at_night(moment: str, again: str) -> None:
    always = parse_week_hours({name: [["00:00", "24:00"]] for name in DAY_NAMES})
    situation = replace(FREE, calendar=replace(CALENDAR, hours=always, holidays=frozenset()))
    at = almaty(f"2026-12-01 {moment}")
    day = at.date() + timedelta(days=moment == "21:00")
    assert decide(situation, at) == GateDecision(Verdict.NO, Refusal.OUTSIDE_HOURS, almaty(f"{day} {again}"))


def test_the_gravest_reason_is_named() -> None:
    everything = replace(
        FREE,
        opted_out=True,
        blocked=True,
        owner=PERSON,
        rules=ChannelRules(can_write_first=False),
        is_connected=False,
        is_breaker_open=True,
        sent_today=999,
        last_unasked_at=NOON,
    )
    healed: tuple[tuple[dict[str, Any], Refusal | None], ...] = (
        ({}, Refusal.OPTED_OUT),
        ({"opted_out": False}, Refusal.BLOCKED),
        ({"blocked": False}, Refusal.HELD_BY_PERSON),
        ({"owner": "bot"}, Refusal.CHANNEL_ANSWERS_ONLY),
        ({"rules": FREE.rules}, Refusal.ACCOUNT_AWAY),
        ({"is_connected": True}, Refusal.BREAKER),
        ({"is_breaker_open": False}, Refusal.WRITTEN_TODAY),
        ({"last_unasked_at": None}, Refusal.ACCOUNT_CAP),
        ({"sent_today": 0}, None),
    )
    for changes, reason in healed:
        everything = replace(everything, **changes)
        assert decide(everything, NOON).reason is reason


_DAYS = st.integers(0, 30 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))


@given(_DAYS, st.integers(0, 3), st.one_of(st.none(), _DAYS), st.sampled_from(["Europe/Kyiv", "Asia/Almaty"]))
def test_whatever_is_known_nobody_is_written_to_at_night_or_twice_a_day(
    at: datetime, sent: int, last: datetime | None, zone: str
) -> None:
    calendar = replace(CALENDAR, zone=ZoneInfo(zone))
    decision = decide(replace(FREE, calendar=calendar, sent_today=sent, daily_cap=2, last_unasked_at=last), at)
    local = at.astimezone(calendar.zone)
    if decision.verdict is not Verdict.NO:
        assert FLOOR[0] <= local.hour * 60 + local.minute < FLOOR[1]
        assert sent < 2
        assert last is None or last.astimezone(calendar.zone).date() != local.date()
    else:
        assert decision.again_at is not None
        assert decision.again_at > at
