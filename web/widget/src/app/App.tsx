import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Composer } from "./Composer";
import { focusFirst } from "./focus";
import { Head } from "./Header";
import { Messages } from "./MessageList";
import type { Room } from "./widgetStore";
import { useKeyboardRoom } from "./useMobilePanel";

const FOCUSABLE = 'button:not([disabled]), a[href], select, textarea, summary, [tabindex="0"]';

/** The panel. A dialog beside the page; on a phone it covers the page, and then keeps the focus. */
export function App({ room }: { room: Room }) {
  const panel = useRef<HTMLDivElement>(null);
  const { mode } = room.given.options;
  const covers = useKeyboardRoom(panel, room.open && mode === "float");

  useLayoutEffect(() => {
    if (room.open) focusFirst(panel.current);
  }, [room.open]);

  useEffect(() => {
    if (!covers || !room.open) return;
    const root = document.documentElement;
    const before = root.style.overflow;
    root.style.overflow = "hidden";
    return () => {
      root.style.overflow = before;
    };
  }, [covers, room.open]);

  function keys(event: KeyboardEvent): void {
    // What is typed here is none of the page's shortcuts.
    event.stopPropagation();
    if (event.key === "Escape" && mode === "float" && !event.defaultPrevented) room.given.onClose();
    if (event.key === "Tab" && covers) hold(event, panel.current!);
  }

  if (!room.open) return null;
  const dialog = mode === "float" ? { role: "dialog" as const, "aria-modal": covers } : { role: "main" as const };
  return (
    <div class="panel" ref={panel} {...dialog} aria-labelledby="title" lang={room.language} onKeyDown={keys} onKeyUp={still} onKeyPress={still}>
      <Head room={room} />
      <Messages room={room} />
      <Composer room={room} />
    </div>
  );
}

const still = (event: Event): void => event.stopPropagation();

function hold(event: KeyboardEvent, panel: HTMLElement): void {
  const all = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.offsetParent !== null);
  const now = (panel.getRootNode() as ShadowRoot).activeElement;
  const [first, last] = [all[0], all.at(-1)];
  if (event.shiftKey ? now === first : now === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
