"""Channel names and widgets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.domain.company import CompanyConfig
from parley.errors import Invalid
from parley.runtime import Runtime
from parley.widgets.store import add_widget, find_widgets, remove_widget, to_ascii_name, update_widget


@pytest.mark.parametrize(
    ("name", "stored"),
    [("инстаграм", "instagram"), ("вк", "vk"), ("Telegram", "telegram"), ("Наш сайт", "nash_sayt"),
     ("2гис", "2gis"), ("Қазақ", "kazak"), ("a-b/c", "a_b_c"), ("📢", "_")],
)  # fmt: skip
def test_a_channel_is_named_in_small_ascii(name: str, stored: str) -> None:
    assert to_ascii_name(name) == stored


@given(st.text(max_size=60))
def test_any_name_becomes_ascii(name: str) -> None:
    assert set(to_ascii_name(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")


async def test_two_widgets_may_share_a_channel(runtime: Runtime, company: CompanyConfig) -> None:
    one = await add_widget(runtime, company.id, "Инстаграм", None)
    two = await add_widget(runtime, company.id, "instagram", "Привет!")
    assert one.id != two.id
    assert one.channel_name == two.channel_name == "instagram"


async def test_a_channel_needs_a_name(runtime: Runtime, company: CompanyConfig) -> None:
    with pytest.raises(Invalid, match="channel_name required"):
        await add_widget(runtime, company.id, "  ", None)


async def test_new_words_drop_the_translations_of_the_old(runtime: Runtime, company: CompanyConfig) -> None:
    made = await add_widget(runtime, company.id, "vk", "Привет!")
    async with runtime.db.scoped(company.id) as session:
        session.add(made)
        made.greetings = {"en": "Hi!"}
        await session.flush()
    kept = await update_widget(runtime, company.id, made.id, {"channel_name": "ok", "greeting_message": "Привет!"})
    assert kept is not None
    assert kept.greetings == {"en": "Hi!"}
    changed = await update_widget(runtime, company.id, made.id, {"greeting_message": "Салем!"})
    assert changed is not None
    assert (changed.greeting, changed.greetings) == ("Салем!", {})


async def test_a_stranger_changes_nothing(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    made = await add_widget(runtime, company.id, "vk", "Привет!")
    assert await update_widget(runtime, stranger.id, made.id, {"greeting_message": "x"}) is None
    assert not await remove_widget(runtime, stranger.id, made.id)
    assert made.id not in [widget.id for widget in await find_widgets(runtime, stranger.id)]
