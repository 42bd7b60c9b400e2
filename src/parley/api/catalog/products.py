"""Serves products of a brand, of the default brand, and what fits a question (contract §1.7, ⚑C30)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from parley.api.bodies import BodyOrQuery, read_body, validate_body
from parley.api.deps import AnyCaller, Brand, BrandManager, Rt, require_brand_manager
from parley.api.limits import rate_limited
from parley.api.values import SafeText
from parley.catalog import editing, products
from parley.catalog.program_search import CatalogQuery, explain_recommendation, search_catalog
from parley.companies import brands, synonyms
from parley.companies.keys import Caller
from parley.models import Company

router = APIRouter(tags=["products"], dependencies=[Depends(rate_limited("other"))])

MAX_PAGE_PRODUCTS = 10_000


class ProductBody(BaseModel):
    """The fields of a product that must be right; everything else is read leniently (catalog/products.py)."""

    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True)

    id: SafeText = Field(min_length=1, max_length=200)
    name: SafeText = Field(min_length=1)


class ProductChange(ProductBody):
    """The same, where the path names the product."""

    id: SafeText = ""


class ProductSearch(BaseModel):
    """A search: words, and where they are looked for. `price_range`: from, to; either may be null."""

    query: SafeText = Field(max_length=4000)
    category: SafeText | None = None
    price_range: tuple[float | None, float | None] | None = None
    limit: int = Field(5, ge=1, le=100)


class SynonymsBody(BaseModel):
    """Groups of words that mean the same."""

    synonyms: list[list[SafeText]]


class RecommendationRequest(BaseModel):
    """A wish in a customer's own words."""

    query: SafeText = Field(min_length=1, max_length=4000)
    limit: int = Field(5, ge=1, le=100)


async def default_brand(rt: Rt) -> Company:
    """Returns the brand that is meant where none is named. Raises NotFound."""
    return await brands.get_brand(rt, rt.settings.default_brand)


async def require_default_manager(request: Request, rt: Rt) -> Caller:
    """Lets in who may change the default brand."""
    return await require_brand_manager(rt.settings.default_brand, request, rt)


DefaultBrand = Annotated[Company, Depends(default_brand)]
DefaultManager = Annotated[Caller, Depends(require_default_manager)]


@router.post("/brands/{brand_id}/products")
async def add_product(caller: BrandManager, company: Brand, body: ProductBody, rt: Rt) -> dict[str, Any]:
    """Stores a product; one of the same id is replaced."""
    product_id = await editing.add_product(rt, company.id, body.model_dump(), caller.name)
    return {"message": "Product added successfully", "product_id": product_id, "brand_id": company.subdomain}


@router.post("/products")
async def add_default_product(
    caller: DefaultManager, company: DefaultBrand, body: ProductBody, rt: Rt
) -> dict[str, Any]:
    """Stores a product of the default brand."""
    return await add_product(caller, company, body, rt)


@router.get("/brands/{brand_id}/products")
async def list_products(
    company: Brand,
    rt: Rt,
    caller: AnyCaller,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE_PRODUCTS)] = MAX_PAGE_PRODUCTS,
    offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> list[dict[str, Any]]:
    """Returns products in the order they came; how many there are in all is in X-Total-Count.

    The company's staff get `staff_only` with each: purchase price, margin, supplier and the like.
    """
    async with rt.db.scoped(company.id) as session:
        response.headers["X-Total-Count"] = str(await products.count_products(session))
        for_staff = caller.can_manage(company.id)
        return await products.list_products(session, company.subdomain, limit, offset, for_staff=for_staff)


@router.get("/products")
async def list_default_products(
    company: DefaultBrand,
    rt: Rt,
    caller: AnyCaller,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE_PRODUCTS)] = MAX_PAGE_PRODUCTS,
    offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> list[dict[str, Any]]:
    """Returns products of the default brand."""
    return await list_products(company, rt, caller, response, limit, offset)


@router.post("/brands/{brand_id}/products/search")
async def search_products(company: Brand, body: ProductSearch, rt: Rt) -> dict[str, Any]:
    """Returns what fits, best first; nothing where nothing does.

    With a category it is everything in it, what fits first.
    """
    low, high = body.price_range or (None, None)
    hits = await search_catalog(rt, company, CatalogQuery(body.query, body.category or "", low, high, body.limit))
    results = [{"product": hit.card, "similarity_score": hit.score} for hit in hits]
    return {"query": body.query, "brand_id": company.subdomain, "results": results}


@router.post("/products/search")
async def search_default_products(company: DefaultBrand, body: ProductSearch, rt: Rt) -> dict[str, Any]:
    """Returns what fits among the products of the default brand."""
    return await search_products(company, body, rt)


@router.post("/brands/{brand_id}/products/bulk")
async def add_products(caller: BrandManager, company: Brand, request: Request, rt: Rt) -> dict[str, Any]:
    """Stores a list of products, batch by batch; a bad one is skipped and told in `skipped`."""
    stored, total, skipped = await editing.add_products(rt, company.id, await read_body(request), caller.name)
    return {
        "message": f"Successfully added {stored}/{total} products to {company.name}",
        "success_count": stored,
        "total_count": total,
        "brand_id": company.subdomain,
        "skipped": skipped[:100],
    }


@router.put("/brands/{brand_id}/products/{product_id}")
async def change_product(
    caller: BrandManager, company: Brand, product_id: str, body: ProductChange, rt: Rt
) -> dict[str, Any]:
    """Replaces a product that is there."""
    await editing.replace_product(rt, company.id, product_id, body.model_dump(), caller.name)
    return {"message": "Product updated successfully"}


@router.delete("/brands/{brand_id}/products/{product_id}")
async def delete_product(caller: BrandManager, company: Brand, product_id: str, rt: Rt) -> dict[str, Any]:
    """Deletes a product."""
    await editing.remove_product(rt, company.id, product_id, caller.name)
    return {"message": "Product deleted successfully"}


@router.post("/brands/{brand_id}/recommendations")
async def recommend(company: Brand, fields: BodyOrQuery, rt: Rt) -> dict[str, Any]:
    """Returns what suits a wish in the customer's own words, and why."""
    body = validate_body(RecommendationRequest, fields)
    hits = await search_catalog(rt, company, CatalogQuery(body.query, limit=body.limit))
    return {
        "products": [hit.card for hit in hits],
        "reasoning": explain_recommendation(body.query, hits),
        "match_score": round(sum(hit.score for hit in hits) / len(hits), 3) if hits else 0.0,
    }


@router.post("/recommendations")
async def recommend_default(company: DefaultBrand, fields: BodyOrQuery, rt: Rt) -> dict[str, Any]:
    """Returns what suits a wish among the products of the default brand."""
    return await recommend(company, fields, rt)


@router.get("/brands/{brand_id}/synonyms")
async def read_synonyms(caller: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    """Returns the brand's groups of words that mean the same."""
    return {"brand_id": company.subdomain, "synonyms": await synonyms.get_synonyms(rt, company.id)}


@router.put("/brands/{brand_id}/synonyms")
async def change_synonyms(caller: BrandManager, company: Brand, body: SynonymsBody, rt: Rt) -> dict[str, Any]:
    """Replaces the groups of words that mean one thing to this brand's customers."""
    stored = await synonyms.replace_synonyms(rt, company.id, body.synonyms, caller.name)
    return {"brand_id": company.subdomain, "synonyms": stored}


@router.get("/brands/{brand_id}/categories")
async def list_categories(company: Brand, rt: Rt) -> dict[str, Any]:
    """Returns the categories of the brand's products."""
    async with rt.db.scoped(company.id) as session:
        return {"categories": await products.list_categories(session), "brand_id": company.subdomain}


@router.get("/categories")
async def list_default_categories(company: DefaultBrand, rt: Rt) -> dict[str, Any]:
    """Returns the categories of the default brand's products."""
    return await list_categories(company, rt)
