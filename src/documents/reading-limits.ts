/** What reading one file may cost; whatever needs more is refused, and the other files are read all the same. */
export interface ReadingLimits {
  /** Processor time, in milliseconds. Defaults to 60 s. */
  readonly cpuTime: number;
  /** Time by the clock, in milliseconds, for files on a disk that does not answer. Defaults to 5 minutes. */
  readonly time: number;
  /** Memory for the objects of the reading process, in MiB. Defaults to 256. */
  readonly heap: number;
  /** Memory of the reading process as a whole, with the program itself and what is unpacked, in MiB. Defaults to 512. */
  readonly memory: number;
}

export const READING_LIMITS: ReadingLimits = { cpuTime: 60_000, time: 300_000, heap: 256, memory: 512 };

/** Written to standard error by a reading process that ends itself for going over a limit; V8 says its own words. */
export const OVER_LIMIT = { cpuTime: "over limit: cpuTime", memory: "over limit: memory" } as const;
