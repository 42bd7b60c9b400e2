// Where the focus goes when the button that had it is gone.

const coarse = (): boolean => matchMedia("(pointer: coarse)").matches;

/** Into the box to write in; where that would raise a keyboard over the talk, to the talk. */
export function focusOn(inside: Element | null | undefined): void {
  const panel = inside?.closest(".panel");
  panel?.querySelector<HTMLElement>(coarse() ? ".log" : "textarea")?.focus({ preventScroll: true });
}

/** When the chat opens: on a phone the keyboard waits until somebody wants to write. */
export function focusFirst(panel: HTMLElement | null): void {
  panel?.querySelector<HTMLElement>(coarse() ? ".head button" : "textarea")?.focus({ preventScroll: true });
}
