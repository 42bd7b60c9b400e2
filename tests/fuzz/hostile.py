"""Requests and frames that nobody means well by, as hypothesis strategies."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import requests
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation

Operation = APIOperation[Any, Any, Any, Any]

# What brings services like this one down: each stands for its kind.
HOSTILE_TEXTS = (
    # Nothing shortens it: more than an index takes.
    "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(3500)),
    *("\0", "a\0b", "\ud800", "\udfffx", "\x1b[2J", "\x7f\x80\x9f", "\u202e", "\ufeff", "💡" * 50, "é" * 300),
    *(
        "http://[::1",
        "http://[abc]/",
        "http://[v1.x]/?utm_source=%00",
        "//[",
        "http://a:99999999/",
        "http://\ud800",
    ),
    *("%", "%s", "%(x)s", "{0}", "{{title}}", "'; --", "\\", "../../etc/passwd", "..%2f", "<script>", "\r\nX-Y: z"),
    *("9" * 2100, "9" * 5000, "1e999", "-0", "NaN", "٣", "²", "0x10", "1_000", " 1", "+1", "", " ", "null", "[]"),
    *("a" * 70_000, "a.b@", "2147483648", "9223372036854775808"),
)
HOSTILE_NUMBERS = (
    *(0, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 10**40, 10**4000),
    *(0.1, -0.0, 1e308, float("nan"), float("inf"), float("-inf")),
)
HOSTILE_HEADERS = (
    *("Basic", "Basic ", "Basic !", "Basic YQ", "Basic /w==", "Basic Og==", "Basic AAAA", "Bearer", "Bearer \0"),
    *("Digest x", "é", "\xff\xfe", "Bearer é", "Basic é", "Basic =", "Basic YTpcMA==", "Bearer " + "9" * 5000),
    *("Basic " + "A" * 5000, "http://[::1", "\t", "*", "bytes=-1", "text/html;q=x", "application/json; charset=x"),
)
_HEADER_NAMES = (
    *(
        "Authorization",
        "X-API-Key",
        "Referer",
        "Origin",
        "Host",
        "X-Forwarded-For",
        "Content-Type",
        "If-None-Match",
    ),
    *("Accept", "Accept-Language", "X-Request-ID", "Cookie", "Content-Length"),
)
_DEEP_JSON = tuple(opening * 3000 + closing * 3000 for opening, closing in (('{"a":', "}"), ("[", "]"), ("[", "")))
HOSTILE_BODIES = (
    *(b"", b"{", b"\xff\xfe", b"\0", b"null", b"[]", b"1", b'"\\ud800"', b"NaN", b'{"a":1}{', b"\xef\xbb\xbf{}"),
    *(b"1" * 5000, b"--x\r\n", *(text.encode() for text in _DEEP_JSON)),
)


# One of each kind, to be put everywhere.
KINDS: tuple[Any, ...] = (
    *("a\0", "\ud800", "http://[::1", "9" * 5000, "²", HOSTILE_TEXTS[0], 2**31, 2**63, float("nan"), -1),
    *(True, None, ["\0"], {"\0": "\ud800"}, ""),
)
# Fields of bodies that are read leniently, so that no document names them.
_UNDECLARED_FIELDS = (
    *(
        "id",
        "name",
        "description",
        "brand_id",
        "subdomain",
        "is_active",
        "query",
        "limit",
        "flow",
        "email",
        "phone",
    ),
    *("bot_token", "manager_chat_id", "ai_endpoint", "country", "timezone", "integration_type", "default_language"),
)


class HostileRequest(NamedTuple):
    """One request as it goes over the line; `target` is its path and query."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


def hostile_values() -> st.SearchStrategy[Any]:
    """Returns JSON values, and what is none, of every kind that is dangerous somewhere."""
    leaf = st.one_of(
        st.sampled_from(HOSTILE_TEXTS), st.sampled_from(HOSTILE_NUMBERS), st.sampled_from((None, True, False))
    )
    names = st.sampled_from(("a", "id", *HOSTILE_TEXTS[:4]))
    return st.one_of(leaf, st.lists(leaf, max_size=3), st.dictionaries(names, leaf, max_size=3))


@st.composite
def hostile_requests(
    draw: st.DrawFn,
    operation: Operation,
    mode: GenerationMode,
    known: Mapping[str, str],
    keys: tuple[str, ...],
) -> HostileRequest:
    """Returns requests of one operation as its document has them, and with something hostile put in its place.

    `known`: values by the names of path parameters, of what is there. `keys`: whose key it may show.
    """
    case = draw(operation.as_strategy(generation_mode=mode))
    place = draw(st.sampled_from(("nowhere", "path", "query", "header", "body", "body", "raw body")))
    path, query = _path_of(draw, case, known, hostile=place == "path"), dict(case.query or {})
    if place == "query":
        names = [*(parameter.name for parameter in operation.query), "api_key", "unknown", "\0"]
        query[draw(st.sampled_from(names))] = draw(hostile_values())
    headers, body = _body_of(draw, case, hostile=place == "body")
    if place == "raw body":
        headers, body = {"Content-Type": "application/json"}, draw(st.sampled_from(HOSTILE_BODIES))
    if key := draw(st.sampled_from(keys)):
        headers["X-API-Key"] = key
    if place == "header":
        headers[draw(st.sampled_from(_HEADER_NAMES))] = draw(st.sampled_from(HOSTILE_HEADERS))
    target = path + (f"?{_query_text(query)}" if query else "")
    return HostileRequest(case.method.upper(), target, tuple(headers.items()), body)


def hostile_frames(kinds: tuple[str, ...]) -> st.SearchStrategy[str | bytes]:
    """Returns frames of a socket: nearly right ones, and anything else."""
    fields = ("message", "conversation_id", "user_id", "session_id", "source", "fingerprint", "language", "voice",
              "message_id", "phone", "username", "typing", "new_session", "channel_id", "utm_source")  # fmt: skip
    data = st.one_of(st.dictionaries(st.sampled_from(fields), hostile_values(), max_size=4), hostile_values())
    message = st.fixed_dictionaries({"message": st.sampled_from(("привет", *HOSTILE_TEXTS))})
    with_message = st.builds(lambda one, more: {**one, **more}, message, st.dictionaries(
        st.sampled_from(fields), hostile_values(), max_size=3
    ))  # fmt: skip
    frames = st.fixed_dictionaries(
        {"type": st.one_of(st.sampled_from(kinds), hostile_values()), "data": st.one_of(data, with_message)}
    )
    text = st.one_of(frames, hostile_values()).map(json.dumps)
    raw = st.sampled_from(HOSTILE_BODIES)
    return st.one_of(
        text, text.map(str.encode), raw, raw.map(lambda one: one.decode("latin-1")), st.binary(max_size=20)
    )


def sweep(operation: Operation, example: Case[Any], known: Mapping[str, str], key: str) -> Iterator[HostileRequest]:
    """Yields requests of an operation with each of KINDS in each of its places, one at a time.

    `example`: a request as its document has it, all other places of which stay as they are.
    """
    is_json = example.media_type in (None, "application/json") and example.method.upper() not in ("GET", "DELETE")
    body = {"name": "x", **(example.body if isinstance(example.body, dict) else {})} if is_json else {}
    values = {**(example.path_parameters or {}), **known}
    path = _fill(example.path, values)

    def request(target: str, content: bytes) -> HostileRequest:
        headers = (("X-API-Key", key), ("Content-Type", "application/json"))
        return HostileRequest(example.method.upper(), target, headers, content)

    unchanged = json.dumps(body).encode() if is_json else b""
    for name in example.path_parameters or {}:
        yield from (request(_fill(example.path, {**values, name: kind}), unchanged) for kind in KINDS)
    for parameter in operation.query:
        queries = ({**(example.query or {}), parameter.name: kind} for kind in KINDS)
        yield from (request(f"{path}?{_query_text(query)}", unchanged) for query in queries)
    for name in _body_fields(operation) if is_json else ():
        yield from (request(path, json.dumps({**body, name: kind}).encode()) for kind in KINDS)
    if is_json:
        yield from (request(path, content) for content in HOSTILE_BODIES if not operation.body or len(content) < 9)


def sweep_headers(path: str) -> Iterator[HostileRequest]:
    """Yields requests of one address with every hostile value in every header that is read."""
    for name in _HEADER_NAMES:
        yield from (HostileRequest("GET", path, ((name, value),), b"") for value in HOSTILE_HEADERS)


def _body_fields(operation: Operation) -> list[str]:
    schemas: list[Any] = [body.definition.get("schema", {}) for body in operation.body]
    return [name for schema in schemas for name in schema.get("properties", {})] or list(_UNDECLARED_FIELDS)


def _fill(path: str, values: Mapping[str, Any]) -> str:
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", hostile_path(value))
    return path


def hostile_path(text: object) -> str:
    """Returns a text as one part of a path, percent-encoded; never empty."""
    return quote(str(text)[:3000], safe="", errors="surrogatepass") or "%00"


def _path_of(draw: st.DrawFn, case: Case[Any], known: Mapping[str, str], *, hostile: bool) -> str:
    path = case.path
    for name, value in (case.path_parameters or {}).items():
        chosen = known.get(name, value) if draw(st.integers(0, 4)) else value
        if hostile and draw(st.booleans()):
            chosen = draw(st.one_of(st.sampled_from(HOSTILE_TEXTS), st.sampled_from(HOSTILE_NUMBERS)))
        path = path.replace(f"{{{name}}}", hostile_path(chosen))
    return path


def _query_text(query: Mapping[str, Any]) -> str:
    return urlencode(
        {name: value if isinstance(value, str | list) else str(value)[:3000] for name, value in query.items()},
        doseq=True,
        errors="surrogatepass",
    )


def _body_of(draw: st.DrawFn, case: Case[Any], *, hostile: bool) -> tuple[dict[str, str], bytes]:
    if case.media_type == "application/json" and hostile:
        body = _with_something_hostile(draw, case.body if isinstance(case.body, dict | list) else {})
        if draw(st.booleans()):
            return {"Content-Type": "application/json"}, json.dumps(body).encode()
        return {"Content-Type": "application/json"}, json.dumps(body, ensure_ascii=False).encode(
            errors="surrogatepass"
        )
    if hostile and not case.media_type:
        return {"Content-Type": "application/json"}, json.dumps(draw(hostile_values())).encode()
    sent = case.as_transport_kwargs(base_url="http://parley")
    prepared = requests.Request(
        "POST", "http://parley", data=sent.get("data"), json=sent.get("json"), files=sent.get("files")
    ).prepare()
    body = prepared.body or b""
    assert isinstance(body, str | bytes)
    headers = {"Content-Type": str(prepared.headers["Content-Type"])} if "Content-Type" in prepared.headers else {}
    return headers, body.encode(errors="surrogatepass") if isinstance(body, str) else body


def _with_something_hostile(draw: st.DrawFn, value: Any) -> Any:
    """Returns the value with one of its parts, or a part more, replaced."""
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        name = draw(st.sampled_from(sorted(value)))
        return {**value, name: _with_something_hostile(draw, value[name])}
    if isinstance(value, dict) and draw(st.booleans()):
        return {**value, draw(st.sampled_from(("id", "name", *HOSTILE_TEXTS[:4]))): draw(hostile_values())}
    if isinstance(value, list) and value and draw(st.booleans()):
        return [_with_something_hostile(draw, value[0]), *value[1:]]
    return draw(hostile_values())
