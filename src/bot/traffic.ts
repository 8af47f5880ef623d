/** How many questions came lately; numbers only. */
export interface Traffic {
  count(): void;
  lastHour(): number;
}

const MINUTES = 60;

/** Counts by minutes, for an hour. @param now Clock in milliseconds. */
export function createTraffic(now: () => number = Date.now): Traffic {
  const minutes = new Map<number, number>();
  const minute = () => Math.floor(now() / 60_000);
  return {
    count() {
      minutes.set(minute(), (minutes.get(minute()) ?? 0) + 1);
      for (const oldest of minutes.keys()) if (oldest <= minute() - MINUTES) minutes.delete(oldest);
    },
    lastHour: () => [...minutes].reduce((sum, [at, n]) => (at > minute() - MINUTES ? sum + n : sum), 0),
  };
}
