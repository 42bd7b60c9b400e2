import { useState } from "preact/hooks";
import type { LanguageCode } from "../shared/languages";
import { safeHref } from "../shared/richText";
import { formattingLocale } from "../shared/locale";
import type { Product } from "../conversation/transport";
import { Icon } from "./Icon";
import type { Room } from "./widgetStore";

/** Empty where no price is known; without a currency, only the number. */
export function price(product: Product, currency: string, language: LanguageCode): string {
  if (!product.price) return "";
  const named = product.currency || currency;
  const digits = Number.isInteger(product.price) ? 0 : 2;
  const shape = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  try {
    return product.price.toLocaleString(formattingLocale(language), named ? { ...shape, style: "currency", currency: named, currencyDisplay: "narrowSymbol" } : shape);
  } catch {
    return `${product.price.toLocaleString(formattingLocale(language), shape)} ${named}`;
  }
}

export function Products({ room, products }: { room: Room; products: Product[] }) {
  return (
    <ul class="products">
      {products.map((product) => (
        <Card key={product.id} room={room} product={product} />
      ))}
    </ul>
  );
}

function Card({ room, product }: { room: Room; product: Product }) {
  const { texts, language } = room;
  const [broken, setBroken] = useState(false);
  const picture = /^https?:/.test(product.image_url ?? "") ? product.image_url : "";
  const to = safeHref(product.url);
  return (
    <li class="card">
      {picture && !broken && <img class="picture" src={picture} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => setBroken(true)} />}
      <div class="about">
        <p class="product">
          {to ? (
            <a href={to} target="_blank" rel="noopener noreferrer">
              {product.name}
            </a>
          ) : (
            product.name
          )}
        </p>
        {product.description && <p class="words">{product.description}</p>}
        <p class="price">
          <span>{price(product, room.config.currency, language)}</span>
          {!product.availability && <em>{texts.absent}</em>}
          {to && (
            <span class="more" aria-hidden="true">
              {texts.more}
              <Icon name="out" />
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
