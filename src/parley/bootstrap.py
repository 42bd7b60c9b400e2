"""Builds a runtime from settings: the one place that knows concrete things."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import Any, TypeVar

from sqlalchemy.engine import URL

from parley import plugs
from parley.channels.base import Channel
from parley.crm.base import CRM
from parley.dialogue.model import Flow
from parley.domain.model_usage import ModelPrices
from parley.infra.database import Database
from parley.infra.database_url import normalize_database_url
from parley.infra.embedded_postgres import EmbeddedPostgres
from parley.infra.http import HttpClient
from parley.infra.logins import allow_logins
from parley.infra.mail import Mailer
from parley.infra.migrate import migrate_database
from parley.infra.net_guard import NetworkGuard
from parley.infra.process_presence import ProcessPresence
from parley.infra.queue import JobQueue
from parley.infra.secrets import installation_keys, vault
from parley.infra.shared_clock import SharedClock
from parley.infra.wait_for_database import ask_persistently, wait_for_database
from parley.languages.registry import find_languages
from parley.llm.builtin import BuiltinModel
from parley.model_selection import ModelSelector, VoiceSelector
from parley.nlu.dates.matcher import DateMatcher
from parley.nlu.message import TextAnalyzer
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.notify.base import Notifier
from parley.runtime import Runtime
from parley.settings import Settings
from parley.tenants.stored_credentials import require_readable_credentials
from parley.text.normalize import clear_word_caches
from parley.tools.base import Tool, tools_by_name

T = TypeVar("T")
Migrator = Callable[[URL], Awaitable[None]]
# Some ten kilobytes each.
_REMEMBERED_TEXTS = 500


def utc_now() -> datetime:
    """Returns the time, aware, in UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def build_runtime(
    settings: Settings,
    *,
    migrator: Migrator | None = None,
    check_key: bool = True,
    stays: bool = False,
    **overrides: Any,
) -> AsyncIterator[Runtime]:
    """Opens a running parley: database up and migrated, clients open; all closed again, in order, at the end.

    What `stays` waits for a database that is away, and starts the embedded one again when that was killed.
    `migrator` brings the database up to date in another way than here and now. `check_key=False` opens a database
    that was written with another secret key. `overrides` hands in other parts by
    their Runtime names (a test's database, clock, model_for, …). Raises ConfigurationError.
    """
    vault.set_key(*installation_keys(settings.secret_key.get_secret_value(), settings.home))
    async with AsyncExitStack() as stack:
        # Made while the database starts.
        compiling = asyncio.create_task(asyncio.to_thread(compile_vocabularies))
        url = overrides.pop("url", None) or await _database_url(settings, stack, migrator, stays=stays)
        ask = partial(ask_persistently, url) if stays else _ask_once
        db, app_url = overrides.pop("db", None), url
        if db is None:
            # On a server of others we have one login; on our own, what stays has one for each role.
            is_own_server = stays and not settings.database_url
            logins = await ask(partial(asyncio.to_thread, allow_logins, url)) if is_own_server else None
            db, app_url = Database.connect(url, settings.db_pool, logins), logins.app if logins else url
            stack.push_async_callback(db.close)
        if check_key:
            await ask(partial(require_readable_credentials, db, settings.home))
        if stays and "process_name" not in overrides:
            overrides["process_name"] = (await stack.enter_async_context(ProcessPresence(app_url))).name
        ahead: Callable[[], timedelta] = timedelta
        if settings.simulated_clock:
            clock = overrides["clock"] = await stack.enter_async_context(SharedClock(url, app_url))
            ahead = clock.ahead_of_real_time
        queue = JobQueue(app_url, ahead)
        await queue.open()
        stack.push_async_callback(queue.close)
        guard = NetworkGuard.of(settings.env, settings.opened_networks)
        http = overrides.pop("http", None) or await stack.enter_async_context(HttpClient(guard=guard))
        await compiling
        yield assemble_runtime(settings, db, queue, http, **overrides)


def assemble_runtime(
    settings: Settings, db: Database, queue: JobQueue, http: HttpClient, **overrides: Any
) -> Runtime:
    """Returns a runtime of these parts, with the plug-ins that are found. `overrides` as for `build_runtime`."""
    languages = find_languages()
    phrase_matcher, date_matcher = compile_vocabularies()
    builtin_model = BuiltinModel(languages)
    model_selector = ModelSelector(settings, http, builtin_model)
    voice_selector = VoiceSelector(settings, http)
    fields: dict[str, Any] = {
        "mail": Mailer(settings),
        "clock": utc_now,
        "languages": languages,
        "phrase_matcher": phrase_matcher,
        "analyzer": TextAnalyzer(phrase_matcher, remembers=_REMEMBERED_TEXTS),
        "date_matcher": date_matcher,
        "builtin_model": builtin_model,
        "model_for": model_selector.model_for,
        "model_prices": ModelPrices.parse(settings.model_prices),
        "embedder_for": model_selector.embedder_for,
        "flows": plugs.find_plugin_instances("parley.flows", Flow),
        "transcriber_for": voice_selector.transcriber_for,
        "speaker_for": voice_selector.speaker_for,
        "voice_problem": voice_selector.voice_problem,
        "tools": tools_by_name(plugs.find_plugin_instances("parley.tools", Tool)),
    } | overrides
    rt = Runtime(settings=settings, db=db, queue=queue, http=http, **fields)
    if "notifiers" not in overrides:
        rt.notifiers = {
            name: plugin_class(rt)
            for name, plugin_class in plugs.find_plugin_classes("parley.notify", Notifier).items()
        }
    if "crms" not in overrides:
        rt.crms = {
            name: plugin_class(rt) for name, plugin_class in plugs.find_plugin_classes("parley.crm", CRM).items()
        }
    if "channels" not in overrides:
        rt.channels = {
            name: plugin_class(rt)
            for name, plugin_class in plugs.find_plugin_classes("parley.channels", Channel).items()
        }
    return rt


@lru_cache(maxsize=1)
def compile_vocabularies() -> tuple[PhraseMatcher, DateMatcher]:
    """Compiles the words of all languages: half a second's work, and the same for every runtime of a process.

    It is done early, so that the rest of starting up fills the memory that this took and gave back.
    """
    languages = find_languages()
    phrase_matcher = PhraseMatcher(tuple((code, language.vocabulary) for code, language in languages.items()))
    date_matcher = DateMatcher([(code, language.dates) for code, language in languages.items()])
    clear_word_caches()
    return phrase_matcher, date_matcher


async def _database_url(
    settings: Settings, stack: AsyncExitStack, migrator: Migrator | None, *, stays: bool
) -> URL:
    if settings.database_url:
        url = normalize_database_url(settings.database_url)
        if stays:
            await wait_for_database(url)
    else:
        embedded = EmbeddedPostgres(settings.home / "postgres")
        url = await asyncio.to_thread(embedded.start)
        stack.push_async_callback(asyncio.to_thread, embedded.stop)
        if stays:
            keeping = asyncio.create_task(embedded.keep_running())
            stack.push_async_callback(_cancel, keeping)

    async def migrate() -> None:
        await (migrator(url) if migrator else asyncio.to_thread(migrate_database, url))

    await (ask_persistently(url, migrate) if stays else migrate())
    return url


async def _ask_once(ask: Callable[[], Awaitable[T]]) -> T:
    return await ask()


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])
