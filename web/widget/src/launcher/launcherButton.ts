// What is on the page before anybody talks: the round button, a bubble that greets, the number of unread answers.
// Plain DOM: this is what every visit loads.

import type { WidgetOptions } from "../shared/types";
import type { Words } from "./buttonTexts";

export interface Button {
  element: HTMLElement;
  words(words: Words): void;
  state(open: boolean, busy?: boolean): void;
  unread(count: number): void;
  greet(text: string): void;
  hush(): void;
  fail(): void;
  focus(): void;
}

const SVG = "http://www.w3.org/2000/svg";

function icon(path: string, name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", name);
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  return svg;
}

function make(kind: string, name: string, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(kind);
  made.className = name;
  if (kind === "button") (made as HTMLButtonElement).type = "button";
  made.append(...content);
  return made;
}

const TALK = "M12 3.2c5 0 9 3.5 9 7.9s-4 7.9-9 7.9c-.9 0-1.8-.1-2.7-.4L4.6 21a.5.5 0 0 1-.7-.6l1-3.6C3.7 15.3 3 13.3 3 11.1 3 6.7 7 3.2 12 3.2z";

export function button(options: WidgetOptions, onClick: () => void): Button {
  let says: Words, isOpen = false, count = 0;
  const badge = make("span", "badge");
  badge.hidden = true;
  const label = make("span", "label", options.buttonText);
  const round = make("button", "launcher", icon(TALK, "talk"), icon("M6 9.5l6 6 6-6", "down"), label, badge);
  round.setAttribute("aria-expanded", "false");
  round.setAttribute("aria-haspopup", "dialog");
  round.classList.toggle("named", !!options.buttonText);
  round.onclick = onClick;
  const away = make("button", "away", icon("M7 7l10 10M17 7L7 17", "cross"));
  const words = make("button", "greeting");
  words.onclick = onClick;
  const bubble = make("div", "hail", words, away);
  bubble.hidden = true;
  away.onclick = () => {
    bubble.hidden = true;
    round.focus();
  };
  const alert = make("div", "trouble");
  alert.setAttribute("role", "alert");
  const element = make("div", `corner ${options.position}`, bubble, alert, round);

  function named(): void {
    const action = isOpen ? says.close : says.open;
    round.setAttribute("aria-label", [options.buttonText, action, count ? `${says.unread}: ${count}` : ""].filter(Boolean).join(", "));
    away.setAttribute("aria-label", says.close);
  }

  return {
    element,
    words(next) {
      says = next;
      named();
    },
    state(open, busy = false) {
      isOpen = open;
      round.setAttribute("aria-expanded", String(open));
      round.classList.toggle("open", open);
      round.classList.toggle("busy", busy);
      alert.textContent = "";
      named();
    },
    unread(next) {
      count = next;
      badge.textContent = next > 9 ? "9+" : String(next);
      badge.hidden = !next;
      named();
    },
    greet(text) {
      if (isOpen) return;
      words.textContent = text;
      bubble.hidden = false;
      round.classList.add("pulse");
    },
    hush() {
      bubble.hidden = true;
      round.classList.remove("pulse");
    },
    fail() {
      alert.textContent = says.failed;
    },
    focus: () => round.focus(),
  };
}
