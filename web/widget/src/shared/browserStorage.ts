// What the browser keeps for us. Where it refuses (blocked storage, sandboxed frame), memory does until the page goes.

function kept(kind: "localStorage" | "sessionStorage") {
  const memory = new Map<string, string>();
  return {
    get(key: string): string | null {
      try {
        return window[kind].getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(key: string, value: string): void {
      memory.set(key, value);
      try {
        window[kind].setItem(key, value);
      } catch {
        /* memory has it */
      }
    },
    drop(key: string): void {
      memory.delete(key);
      try {
        window[kind].removeItem(key);
      } catch {
        /* memory had it */
      }
    },
  };
}

export const local = kept("localStorage");
export const session = kept("sessionStorage");

/** Unguessable: a visitor's id is all that tells them from others. */
export function token(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return prefix + Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}

/** The visitor's id of themselves, as parley's sites have always kept it. */
export const VISITOR = "bizdnaii_vid";

export function somebody(): string {
  const made = token("v_");
  local.set(VISITOR, made);
  return made;
}

export const visitor = (): string => local.get(VISITOR) || somebody();
