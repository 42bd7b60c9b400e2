import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** As in app.css: where the panel covers the page. */
const MOBILE_QUERY = "(max-width: 480px), (max-height: 420px)";

/** Tells whether the panel covers the page, as it does on a phone. While it does, keeps it as large as what is visible: the
 * on-screen keyboard makes that less. `active`: the panel is open, and may cover the page. */
export function useMobilePanel(panel: RefObject<HTMLElement | null>, active: boolean): boolean {
  const [isMobile, setMobile] = useState(() => matchMedia(MOBILE_QUERY).matches);
  useEffect(() => {
    const query = matchMedia(MOBILE_QUERY);
    const update = (): void => setMobile(query.matches);
    query.addEventListener("change", update);
    return () => query.removeEventListener("change", update);
  }, []);
  const coversPage = isMobile && active;
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!coversPage || !viewport) return;
    const fit = (): void => {
      panel.current?.style.setProperty("--height", `${viewport.height}px`);
      panel.current?.style.setProperty("--top", `${viewport.offsetTop}px`);
    };
    fit();
    viewport.addEventListener("resize", fit);
    viewport.addEventListener("scroll", fit);
    return () => {
      viewport.removeEventListener("resize", fit);
      viewport.removeEventListener("scroll", fit);
    };
  }, [coversPage]);
  return coversPage;
}
