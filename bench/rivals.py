"""Others that search: embedded Chroma with parley's own vectors, and bm25s. Measured where they are installed."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any, Protocol

from parley.search.features import affirmed_tokens, encode_vector
from parley.search.price_limits import extract_price_limits

NEEDED = ("chromadb", "bm25s")
_CHUNK = 5_000

Goods = list[list[dict[str, Any]]]


class Rival(Protocol):
    name: str

    def store(self, goods: Goods) -> None: ...

    async def find(self, question: Any) -> list[str]: ...


def rivals() -> Iterator[Rival]:
    """Those that are here; a new one of each."""
    if find_spec("chromadb"):
        yield Chroma()
    if find_spec("bm25s"):
        yield BM25()


def missing() -> str:
    """What to do to have them all; empty when they are here."""
    absent = [name for name in NEEDED if not find_spec(name)]
    return f"not compared with {', '.join(absent)}: pip install {' '.join(absent)}" if absent else ""


def text_of(product: dict[str, Any]) -> str:
    details = " ".join(f"{key} {value}" for key, value in product["specifications"].items())
    name, category = product["name"], product["category"]
    return f"{name} {name} {category} {category} {' '.join(product['features'])} {product['description']} {details}"


def numbers(text: str) -> list[float]:
    return [float(number) for number in encode_vector(affirmed_tokens(text))[1:-1].split(",")]


class Chroma:
    """A collection for each brand, in memory. The price limit goes with the question, as parley's does."""

    name = "Chroma"

    def __init__(self) -> None:
        import chromadb  # type: ignore[import-not-found,unused-ignore]

        self._client = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False, allow_reset=True))
        self._client.reset()
        self._brands: list[Any] = []

    def store(self, goods: Goods) -> None:
        for at, its in enumerate(goods):
            collection = self._client.create_collection(
                f"brand-{at}", metadata={"hnsw:space": "cosine"}, embedding_function=None
            )
            for start in range(0, len(its), _CHUNK):
                chunk = its[start : start + _CHUNK]
                collection.add(
                    ids=[product["id"] for product in chunk],
                    embeddings=[numbers(text_of(product)) for product in chunk],
                    metadatas=[{"price": product["price"]} for product in chunk],
                )
            self._brands.append(collection)

    async def find(self, question: Any) -> list[str]:
        _, at_most, rest = extract_price_limits(question.text, "KZT")
        found = self._brands[question.brand].query(
            query_embeddings=[numbers(rest)],
            n_results=20,
            where={"price": {"$lte": float(at_most)}} if at_most is not None else None,
            include=["metadatas", "distances"],
        )
        return list(found["ids"][0])


class BM25:
    """An index for each brand, with its own way of cutting words; it knows no price limits."""

    name = "bm25s"

    def __init__(self) -> None:
        self._brands: list[tuple[Any, list[str]]] = []

    def store(self, goods: Goods) -> None:
        import bm25s  # type: ignore[import-not-found,unused-ignore]

        for its in goods:
            index = bm25s.BM25()
            index.index(
                bm25s.tokenize([text_of(product) for product in its], show_progress=False), show_progress=False
            )
            self._brands.append((index, [product["id"] for product in its]))

    async def find(self, question: Any) -> list[str]:
        import bm25s  # type: ignore[import-not-found,unused-ignore]

        index, ids = self._brands[question.brand]
        _, _, rest = extract_price_limits(question.text, "KZT")
        asked = bm25s.tokenize([rest], show_progress=False)
        found, _ = index.retrieve(asked, k=20, show_progress=False)
        return [ids[at] for at in found[0]]
