// Moves the focus. On a touch screen it stays out of the input, where it would raise the keyboard over the conversation.

const hasCoarsePointer = (): boolean => matchMedia("(pointer: coarse)").matches;

/** Moves the focus from a button that goes away when it is pressed to the input, or to the conversation. */
export function focusInput(button: Element | null | undefined): void {
  const panel = button?.closest(".panel");
  panel?.querySelector<HTMLElement>(hasCoarsePointer() ? ".log" : "textarea")?.focus({ preventScroll: true });
}

/** Moves the focus into a panel that was opened: to the input, or to the menu's button. */
export function focusOnOpen(panel: HTMLElement | null): void {
  panel?.querySelector<HTMLElement>(hasCoarsePointer() ? ".head button" : "textarea")?.focus({ preventScroll: true });
}
