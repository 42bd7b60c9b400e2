/** Adds a style sheet to a shadow root. It is constructed in script, so a strict Content-Security-Policy of the host page
 * has nothing to object to. */
export function adoptStyles(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    // Browsers from before 2023.
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}
