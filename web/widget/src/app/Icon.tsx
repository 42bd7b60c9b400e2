const PATHS = {
  send: "M4.5 12h13M12 5.500l6.5 6.5-6.5 6.5",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9.500l6 6 6-6",
  menu: "M5 12h.01M12 12h.01M19 12h.01",
  restart: "M20 11a8 8 0 0 0-14.3-3.900L4 9m0-5v5h5M4 13a8 8 0 0 0 14.3 3.900L20 15m0 5v-5h-5",
  human: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.500c.8-3.7 3.8-5.5 7.5-5.500s6.7 1.8 7.5 5.5",
  shield: "M12 21c5-2 7.5-5.5 7.5-10V5.500L12 3 4.5 5.500V11c0 4.5 2.5 8 7.5 10zM9 11.500l2.2 2.200L15.2 9.5",
  globe: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.5 12h17M12 3c2.5 2.6 3.6 5.6 3.6 9s-1.1 6.4-3.6 9c-2.5-2.6-3.6-5.6-3.6-9S9.5 5.6 12 3z",
  mic: "M12 14.500a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.500a6 6 0 0 0 12 0M12 17.500V21",
  sound: "M11 5.500L6.8 9H4v6h2.800l4.2 3.500v-13zM15 9.300a4 4 0 0 1 0 5.400M17.6 6.800a7.5 7.5 0 0 1 0 10.4",
  stop: "M8 8h8v8H8z",
  check: "M5 12.500l4.5 4.500L19 7.5",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.500V12l3 2",
  alert: "M12 8v5M12 16.500h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  external: "M9 6h9v9M18 6L7 17",
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon, in the colour of the text around it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon i-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
