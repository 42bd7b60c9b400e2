// localStorage and sessionStorage that never throw. Where the browser refuses them (blocked storage, sandboxed frame),
// values are kept in memory until the page is left.

function createStorage(kind: "localStorage" | "sessionStorage") {
  const memory = new Map<string, string>();
  return {
    /** Returns the value, or null. */
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
    remove(key: string): void {
      memory.delete(key);
      try {
        window[kind].removeItem(key);
      } catch {
        /* memory had it */
      }
    },
  };
}

export const localStore = createStorage("localStorage");
export const sessionStore = createStorage("sessionStorage");
