// On a phone the panel covers what is visible, and the on-screen keyboard makes that less.

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const NARROW = "(max-width: 480px), (max-height: 420px)";

/** True while the panel covers the page. */
export function useKeyboardRoom(panel: RefObject<HTMLElement | null>, active: boolean): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const change = (): void => setNarrow(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, []);
  const covers = narrow && active;
  useEffect(() => {
    const seen = window.visualViewport;
    if (!covers || !seen) return;
    const fit = (): void => {
      panel.current?.style.setProperty("--height", `${seen.height}px`);
      panel.current?.style.setProperty("--top", `${seen.offsetTop}px`);
    };
    fit();
    seen.addEventListener("resize", fit);
    seen.addEventListener("scroll", fit);
    return () => {
      seen.removeEventListener("resize", fit);
      seen.removeEventListener("scroll", fit);
    };
  }, [covers]);
  return covers;
}
