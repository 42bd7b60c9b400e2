"""Channel names and widgets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.domain.company import CompanyConfig
from parley.errors import Invalid
from parley.runtime import Runtime
from parley.widgets import store as widgets


@pytest.mark.parametrize(
    ("name", "stored"),
    [("инстаграм", "instagram"), ("вк", "vk"), ("Telegram", "telegram"), ("Наш сайт", "nash_sayt"),
     ("2гис", "2gis"), ("Қазақ", "kazak"), ("a-b/c", "a_b_c"), ("📢", "_")],
)  # fmt: skip
def test_a_channel_is_named_in_small_ascii(name: str, stored: str) -> None:
    assert widgets.latin(name) == stored


@given(st.text(max_size=60))
def test_any_name_becomes_ascii(name: str) -> None:
    assert set(widgets.latin(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")


async def test_two_widgets_may_share_a_channel(runtime: Runtime, company: CompanyConfig) -> None:
    one = await widgets.create(runtime, company.id, "Инстаграм", None)
    two = await widgets.create(runtime, company.id, "instagram", "Привет!")
    assert one.id != two.id
    assert one.channel_name == two.channel_name == "instagram"


async def test_a_channel_needs_a_name(runtime: Runtime, company: CompanyConfig) -> None:
    with pytest.raises(Invalid, match="channel_name required"):
        await widgets.create(runtime, company.id, "  ", None)


async def test_new_words_drop_the_translations_of_the_old(runtime: Runtime, company: CompanyConfig) -> None:
    made = await widgets.create(runtime, company.id, "vk", "Привет!")
    async with runtime.db.scoped(company.id) as session:
        session.add(made)
        made.greetings = {"en": "Hi!"}
        await session.flush()
    kept = await widgets.change(runtime, company.id, made.id, {"channel_name": "ok", "greeting_message": "Привет!"})
    assert kept is not None
    assert kept.greetings == {"en": "Hi!"}
    changed = await widgets.change(runtime, company.id, made.id, {"greeting_message": "Салем!"})
    assert changed is not None
    assert (changed.greeting, changed.greetings) == ("Салем!", {})


async def test_a_stranger_changes_nothing(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    made = await widgets.create(runtime, company.id, "vk", "Привет!")
    assert await widgets.change(runtime, stranger.id, made.id, {"greeting_message": "x"}) is None
    assert not await widgets.remove(runtime, stranger.id, made.id)
    assert made.id not in [widget.id for widget in await widgets.every(runtime, stranger.id)]
