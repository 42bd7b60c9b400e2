// Style sheets made in script: a strict Content-Security-Policy of the host page has nothing to object to.

export function dress(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    // Browsers of before 2023.
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}
