import { useState } from "preact/hooks";
import type { WidgetStore } from "./widgetStore";

/** The company's logo; where there is none, or it does not load, the first letter of the title. */
export function Avatar({ store, small = false }: { store: WidgetStore; small?: boolean }) {
  const [broken, setBroken] = useState(false);
  const { logo } = store.config;
  const letter = [...store.title.trim()][0]?.toUpperCase() ?? "";
  return (
    <span class={small ? "avatar small" : "avatar"} aria-hidden="true">
      {logo && !broken ? <img src={logo} alt="" onError={() => setBroken(true)} /> : letter}
    </span>
  );
}
