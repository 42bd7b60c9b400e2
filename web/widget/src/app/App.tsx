import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Composer } from "./Composer";
import { focusOnOpen } from "./focus";
import { Header } from "./Header";
import { MessageList } from "./MessageList";
import { useMobilePanel } from "./useMobilePanel";
import type { WidgetStore } from "./widgetStore";

const FOCUSABLE = 'button:not([disabled]), a[href], select, textarea, summary, [tabindex="0"]';

/** The panel: a dialog beside the page. On a phone it covers the page, and then keeps the focus. */
export function App({ store }: { store: WidgetStore }) {
  const panel = useRef<HTMLDivElement>(null);
  const { mode } = store.context.options;
  const coversPage = useMobilePanel(panel, store.isOpen && mode === "float");

  useLayoutEffect(() => {
    if (store.isOpen) focusOnOpen(panel.current);
  }, [store.isOpen]);

  // The page below does not scroll.
  useEffect(() => {
    if (!coversPage || !store.isOpen) return;
    const root = document.documentElement;
    const before = root.style.overflow;
    root.style.overflow = "hidden";
    return () => {
      root.style.overflow = before;
    };
  }, [coversPage, store.isOpen]);

  function handleKeyDown(event: KeyboardEvent): void {
    // The page has shortcuts; what is typed here is none of them.
    event.stopPropagation();
    if (event.key === "Escape" && mode === "float" && !event.defaultPrevented) store.context.onClose();
    if (event.key === "Tab" && coversPage) trapFocus(event, panel.current!);
  }

  if (!store.isOpen) return null;
  const dialog = mode === "float" ? { role: "dialog" as const, "aria-modal": coversPage } : { role: "main" as const };
  return (
    <div class="panel" ref={panel} {...dialog} aria-labelledby="title" lang={store.language} onKeyDown={handleKeyDown} onKeyUp={stopPropagation} onKeyPress={stopPropagation}>
      <Header store={store} />
      <MessageList store={store} />
      <Composer store={store} />
    </div>
  );
}

const stopPropagation = (event: Event): void => event.stopPropagation();

/** Keeps Tab inside the panel: from the last element to the first, and back. */
function trapFocus(event: KeyboardEvent, panel: HTMLElement): void {
  const visible = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => element.offsetParent !== null);
  const focused = (panel.getRootNode() as ShadowRoot).activeElement;
  const [first, last] = [visible[0], visible.at(-1)];
  if (event.shiftKey ? focused === first : focused === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
