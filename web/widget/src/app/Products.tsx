import { useState } from "preact/hooks";
import type { Product } from "../conversation/transport";
import type { LanguageCode } from "../shared/languages";
import { formattingLocale } from "../shared/locale";
import { safeHref } from "../shared/richText";
import { Icon } from "./Icon";
import type { WidgetStore } from "./widgetStore";

/** Returns the price with its currency sign, or its code where browsers do not know it; empty where no price is known.
 * `defaultCurrency`: ISO 4217, for a product that names none. */
export function formatPrice(product: Product, defaultCurrency: string, language: LanguageCode): string {
  if (!product.price) return "";
  const currency = product.currency || defaultCurrency;
  const decimals = Number.isInteger(product.price) ? 0 : 2;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  try {
    return product.price.toLocaleString(formattingLocale(language), currency ? { ...digits, style: "currency", currency, currencyDisplay: "narrowSymbol" } : digits);
  } catch {
    return `${product.price.toLocaleString(formattingLocale(language), digits)} ${currency}`;
  }
}

export function Products({ store, products }: { store: WidgetStore; products: Product[] }) {
  return (
    <ul class="products">
      {products.map((product) => (
        <ProductCard key={product.id} store={store} product={product} />
      ))}
    </ul>
  );
}

function ProductCard({ store, product }: { store: WidgetStore; product: Product }) {
  const { texts, language } = store;
  const [broken, setBroken] = useState(false);
  const picture = /^https?:/.test(product.image_url ?? "") ? product.image_url : "";
  const href = safeHref(product.url);
  return (
    <li class="card">
      {picture && !broken && <img class="picture" src={picture} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => setBroken(true)} />}
      <div class="about">
        <p class="product">
          {href ? (
            <a href={href} target="_blank" rel="noopener noreferrer">
              {product.name}
            </a>
          ) : (
            product.name
          )}
        </p>
        {product.description && <p class="words">{product.description}</p>}
        <p class="price">
          <span>{formatPrice(product, store.config.currency, language)}</span>
          {!product.availability && <em>{texts.outOfStock}</em>}
          {href && (
            <span class="more" aria-hidden="true">
              {texts.details}
              <Icon name="external" />
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
