// What is on the page before the chat is opened: the round button, a greeting beside it, the number of unread answers.
// Plain DOM, because every visit loads it.

import type { WidgetOptions } from "../shared/types";
import type { ButtonTexts } from "./buttonTexts";

export interface LauncherButton {
  /** The corner of the page with all of it. */
  element: HTMLElement;
  /** To be called first. */
  setTexts(texts: ButtonTexts): void;
  setState(isOpen: boolean, isLoading?: boolean): void;
  setUnread(count: number): void;
  /** Shows a greeting, unless the chat is open. */
  showGreeting(text: string): void;
  hideGreeting(): void;
  /** Says that the chat could not be loaded. */
  showError(): void;
  focus(): void;
}

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";
const CHAT_ICON = "M12 3.2c5 0 9 3.5 9 7.9s-4 7.9-9 7.9c-.9 0-1.8-.1-2.7-.4L4.6 21a.5.5 0 0 1-.7-.6l1-3.6C3.7 15.3 3 13.3 3 11.1 3 6.7 7 3.2 12 3.2z";
const DOWN_ICON = "M6 9.5l6 6 6-6";
const CROSS_ICON = "M7 7l10 10M17 7L7 17";

function createIcon(path: string, className: string): SVGSVGElement {
  const svg = document.createElementNS(SVG_NAMESPACE, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", className);
  const shape = document.createElementNS(SVG_NAMESPACE, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

function createElement(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  if (tag === "button") (element as HTMLButtonElement).type = "button";
  element.append(...children);
  return element;
}

/** Makes the button; `onClick` is called for it and for its greeting. */
export function createLauncherButton(options: WidgetOptions, onClick: () => void): LauncherButton {
  let texts: ButtonTexts, isOpen = false, unread = 0;
  const badge = createElement("span", "badge");
  badge.hidden = true;
  const label = createElement("span", "label", options.buttonText);
  const button = createElement("button", "launcher", createIcon(CHAT_ICON, "talk"), createIcon(DOWN_ICON, "down"), label, badge);
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-haspopup", "dialog");
  button.classList.toggle("named", !!options.buttonText);
  button.onclick = onClick;
  const dismiss = createElement("button", "away", createIcon(CROSS_ICON, "cross"));
  const greeting = createElement("button", "greeting");
  greeting.onclick = onClick;
  const bubble = createElement("div", "hail", greeting, dismiss);
  bubble.hidden = true;
  dismiss.onclick = () => {
    bubble.hidden = true;
    button.focus();
  };
  const alert = createElement("div", "trouble");
  alert.setAttribute("role", "alert");
  const element = createElement("div", `corner ${options.position}`, bubble, alert, button);

  function updateLabels(): void {
    const action = isOpen ? texts.close : texts.open;
    button.setAttribute("aria-label", [options.buttonText, action, unread ? `${texts.unread}: ${unread}` : ""].filter(Boolean).join(", "));
    dismiss.setAttribute("aria-label", texts.close);
  }

  return {
    element,
    setTexts(value) {
      texts = value;
      updateLabels();
    },
    setState(open, loading = false) {
      isOpen = open;
      button.setAttribute("aria-expanded", String(open));
      button.classList.toggle("open", open);
      button.classList.toggle("busy", loading);
      alert.textContent = "";
      updateLabels();
    },
    setUnread(count) {
      unread = count;
      badge.textContent = count > 9 ? "9+" : String(count);
      badge.hidden = !count;
      updateLabels();
    },
    showGreeting(text) {
      if (isOpen) return;
      greeting.textContent = text;
      bubble.hidden = false;
      button.classList.add("pulse");
    },
    hideGreeting() {
      bubble.hidden = true;
      button.classList.remove("pulse");
    },
    showError() {
      alert.textContent = texts.failed;
    },
    focus: () => button.focus(),
  };
}
