/** A map in memory that forgets what was not set again for a while, whether or not anybody looks. */
export interface FleetingMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** In the order in which they were last set. */
  entries(): readonly (readonly [key: string, value: Value])[];
}

/** How long entries are kept. */
export interface FleetingMapOptions {
  /** Time after which an entry is forgotten. Default: 30. */
  readonly minutes?: number;
  /** Most entries; the one that was set longest ago goes first. Default: 10,000. */
  readonly most?: number;
  /** Clock in milliseconds. */
  readonly now?: () => number;
}

/** Makes an empty map; what it holds is gone when the program ends. */
export function createFleetingMap<Value>(options: FleetingMapOptions = {}): FleetingMap<Value> {
  const { minutes = 30, most = 10_000, now = Date.now } = options;
  const lifetime = minutes * 60_000;
  const entries = new Map<string, { readonly value: Value; readonly time: number }>();
  let timer: NodeJS.Timeout | undefined;

  function purge(): void {
    for (const [key, { time }] of entries) {
      if (entries.size <= most && now() - time < lifetime) break;
      entries.delete(key);
    }
    const [oldest] = entries.values();
    if (timer !== undefined || oldest === undefined) return;
    const tidy = () => {
      timer = undefined;
      purge();
    };
    // The program does not stay for it.
    timer = setTimeout(tidy, Math.max(1, oldest.time + lifetime - now())).unref();
  }

  return {
    get(key) {
      purge();
      return entries.get(key)?.value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, time: now() });
      purge();
    },
    delete: (key) => void entries.delete(key),
    entries() {
      purge();
      return [...entries].map(([key, { value }]) => [key, value] as const);
    },
  };
}
