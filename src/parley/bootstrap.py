"""build(settings) → Runtime: the one place that knows concrete things."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy.engine import URL

from parley import plugs
from parley.crm.base import CRM
from parley.dialogue.model import Flow
from parley.infra.database import Database, Embedded, normal_url
from parley.infra.http import Http
from parley.infra.mail import Mailer
from parley.infra.migrate import migrate
from parley.infra.queue import Jobs
from parley.infra.secrets import installation_key, vault
from parley.languages.base import Language
from parley.llm.builtin import BuiltIn
from parley.model_selection import Models, Voices
from parley.nlu.dates.vocabulary import Calendar
from parley.nlu.phrase_matcher import Lexicon
from parley.notify.base import Notifier
from parley.runtime import Runtime
from parley.settings import Settings
from parley.text.tokenize import forget
from parley.tools.base import Tool, callable_by

T = TypeVar("T")
Update = Callable[[URL], Awaitable[None]]


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def build(settings: Settings, *, update: Update | None = None, **instead: Any) -> AsyncIterator[Runtime]:
    """A running parley: database up and migrated, clients open; all closed again, in order, at the end.

    `update` brings the database up to date in another way than here and now. `instead` hands in other parts by
    their Runtime names (a test's database, clock, model_for, …).
    """
    vault.open(installation_key(settings.secret_key.get_secret_value(), settings.home))
    async with AsyncExitStack() as stack:
        # Made while the database starts.
        listening = asyncio.create_task(asyncio.to_thread(ears))
        url = instead.pop("url", None) or await _database_url(settings, stack, update)
        db = instead.pop("db", None)
        if db is None:
            db = Database.connect(url, settings.db_pool)
            stack.push_async_callback(db.close)
        jobs = Jobs(url)
        await jobs.open()
        stack.push_async_callback(jobs.close)
        http = instead.pop("http", None) or await stack.enter_async_context(Http())
        await listening
        yield assemble(settings, db, jobs, http, **instead)


def assemble(settings: Settings, db: Database, jobs: Jobs, http: Http, **instead: Any) -> Runtime:
    """Put the plug-ins beside their ports."""
    languages = plugs.instances("parley.languages", Language, key="code")
    lexicon, calendar = ears()
    builtin = BuiltIn(languages)
    models = Models(settings, http, builtin)
    voices = Voices(settings, http)
    parts: dict[str, Any] = {
        "mail": Mailer(settings),
        "clock": now,
        "languages": languages,
        "lexicon": lexicon,
        "calendar": calendar,
        "builtin": builtin,
        "model_for": models.of,
        "embedder_for": models.embedder,
        "flows": plugs.instances("parley.flows", Flow),
        "transcriber_for": voices.transcriber,
        "speaker_for": voices.speaker,
        "tools": callable_by(plugs.instances("parley.tools", Tool)),
    } | instead
    rt = Runtime(settings=settings, db=db, jobs=jobs, http=http, **parts)
    if "notifiers" not in instead:
        rt.notifiers = {name: kind(rt) for name, kind in plugs.classes("parley.notify", Notifier).items()}
    if "crms" not in instead:
        rt.crms = {name: kind(rt) for name, kind in plugs.classes("parley.crm", CRM).items()}
    return rt


@lru_cache(maxsize=1)
def ears() -> tuple[Lexicon, Calendar]:
    """What the languages listen for: half a second's work, and the same for every runtime of a process.

    Made early, so that the rest of starting up fills what making it took and gave back."""
    languages = sorted(plugs.instances("parley.languages", Language, key="code").items())
    lexicon = Lexicon(tuple((code, language.hears) for code, language in languages))
    calendar = Calendar([(code, language.dates) for code, language in languages])
    forget()
    return lexicon, calendar


async def _database_url(settings: Settings, stack: AsyncExitStack, update: Update | None) -> URL:
    if settings.database_url:
        url = normal_url(settings.database_url)
    else:
        embedded = Embedded(settings.home / "postgres")
        url = await asyncio.to_thread(embedded.start)
        stack.push_async_callback(asyncio.to_thread, embedded.stop)
    await (update(url) if update else asyncio.to_thread(migrate, url))
    return url
