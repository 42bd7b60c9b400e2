"""Finds web addresses, e-mail addresses and account names in a text, also written apart ("t . me / x")."""

import re
from urllib.parse import urlsplit

from parley.conversation.output.phrases import fold_word
from parley.text.word_list import split_entries

_TOP_LEVEL = (
    "com|net|org|info|biz|io|me|app|dev|shop|store|site|online|pro|xyz|top|club|link|ly|gg|cc|tv|ai|page|live|space|tech|"
    "website|click|example|test|invalid|kz|ru|kg|uz|ua|mn|su|by|am|az|ge|tj|tm|eu|us|uk|de|fr|cn|tr|рф|қаз|укр|мон|бел"
)
# A dot as people hide it.
_DOT_WORD = "(?:dot|точка|дот|крапка|нүкте|чекит|nuqta|нуқта|цэг)"
# Without one of these, and without a mark, a sentence names no address.
DOT_WORDS = frozenset(
    map(fold_word, ("dot", "точка", "дот", "крапка", "нүкте", "чекит", "nuqta", "нуқта", "цэг", "собака"))
)
_DOT = rf"(?:\s?[.·•。]\s?|\s?[\[({{]\s?(?:\.|{_DOT_WORD})\s?[\])}}]\s?|\s{_DOT_WORD}\s)"
_LABEL = r"[^\W_][\w\-]*+"
_AT = r"(?:@|＠|\s?[\[({]\s?(?:at|собака|эт|ат)\s?[\])}]\s?|\s(?:собака|at)\s(?=\S+\s?(?:\.|dot|точка)))"
_MAYBE_ADDRESS = re.compile(
    r"[@＠.·•。]|://|www|dot|точка|крапка|нүкте|чекит|nuqta|нуқта|цэг|собака|hxxp", re.IGNORECASE
)
_ADDRESS = re.compile(
    rf"(?<![\w\-])(?P<user>[\w.+\-]++{_AT})?"
    rf"(?P<host>{_LABEL}(?:{_DOT}{_LABEL})*?{_DOT}(?:{_TOP_LEVEL}|[a-z]{{2,10}}(?=/\w)))(?![\w\-]|\.\w)(?P<path>(?:\s?/\s?[^\s<>\"'«»)\]]*)*)",
    re.IGNORECASE,
)
# "шоп точка ру"
_SPOKEN_ADDRESS = re.compile(
    rf"(?<![\w\-])({_LABEL})\s(?:точка|дот)\s(ру|ком|кз|кг|уз|юа|мн|нет|орг)(?!\w)", re.IGNORECASE
)
_URL = re.compile(
    r"(?:(?<!\w)\w+|(?<!\w)(?:\w\s){2,8}\w)\s?:\s?/\s?/\s?[^\s<>\"'«»)\]]+|javascript:\S+", re.IGNORECASE
)
_ACCOUNT = re.compile(r"(?<![\w.@])[@＠]\s?([a-z_][\w.]{2,})", re.IGNORECASE)
_IP_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
# Names of techniques that look like addresses.
_NO_ADDRESSES = frozenset({"asp.net", "ado.net", "vb.net", "socket.io"})
# Hosts of many people: only with its first part is an address there somebody's own.
_SHARED_HOSTS = frozenset(
    split_entries(
        "t.me, telegram.me, wa.me, api.whatsapp.com, whatsapp.com, instagram.com, facebook.com, fb.com, vk.com, "
        "youtube.com, youtu.be, tiktok.com, linkedin.com, x.com, twitter.com, bit.ly, goo.gl, clck.ru, "
        "tinyurl.com, docs.google.com, forms.gle, linktr.ee, taplink.cc, ok.ru, 2gis.kz, 2gis.ru, "
        "maps.google.com, kaspi.kz, olx.kz"
    )
)
_PUNCTUATION = ".,;:!?)]}»\"'…*_`"


def may_hold_address(text: str) -> bool:
    """Tells, cheaply, whether a text may hold an address."""
    return bool(_MAYBE_ADDRESS.search(text))


def find_addresses(text: str) -> list[str]:
    """Returns the addresses of a text as they are compared: hosts, those of many people with the first part of the
    path; e-mail addresses; account names with their @."""
    if not may_hold_address(text):
        return []
    found = [_normalize(match) for match in _ADDRESS.finditer(text)]
    found += [host for match in _URL.finditer(text) if (host := _url_host(match[0]))]
    found += [f"@{match[1].rstrip('.').casefold()}" for match in _ACCOUNT.finditer(text)]
    found += [match[0] for match in _IP_ADDRESS.finditer(text)]
    found += [f"{match[1]}.{match[2]}".casefold() for match in _SPOKEN_ADDRESS.finditer(text)]
    return list(dict.fromkeys(address for address in found if address and address not in _NO_ADDRESSES))


def _normalize(match: re.Match[str]) -> str:
    host = re.sub(_DOT, ".", match["host"], flags=re.IGNORECASE).replace(" ", "").casefold().removeprefix("www.")
    if host.rpartition(".")[0].replace(".", "").isdecimal():
        return ""  # "10.am"
    if match["user"]:
        user = re.sub(_AT, "", match["user"], flags=re.IGNORECASE).strip().casefold()
        return f"{user}@{host}"
    return _with_owner(host, re.sub(r"\s", "", match["path"]))


def _with_owner(host: str, path: str) -> str:
    owner = path.lstrip("/").split("/")[0].split("?")[0].casefold().rstrip(_PUNCTUATION).removeprefix("@")
    if host in ("t.me", "telegram.me", "instagram.com", "tiktok.com") and owner:
        return f"@{owner}"
    return f"{host}/{owner}" if host in _SHARED_HOSTS and owner else host


def _url_host(url: str) -> str:
    """Returns the host of an address with a scheme; the scheme itself for one that has no host."""
    compact = re.sub(r"\s", "", url).replace("hxxp", "http").rstrip(_PUNCTUATION)
    try:
        host = (urlsplit(compact).hostname or "").removeprefix("www.")
    except ValueError:
        return "?"
    if not host:
        return "" if compact.casefold().startswith(("http", "ftp")) else compact.split(":")[0].casefold()
    return _with_owner(host, compact.split(host, 1)[1].lstrip(":0123456789"))
