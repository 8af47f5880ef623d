import type { Audience } from "../documents/document.js";
import { readCurrent } from "../search-index/generation.js";
import type { SearchIndex } from "../search-index/search-index.js";

/** How often CURRENT is looked at, in milliseconds: a new generation answers within a second. */
const LOOKING_INTERVAL = 500;

/** After so many looks an index that is not the one that should serve is opened again: a disk may have come back. */
const RETRY_EVERY = 60;

/** What is opened for one audience. */
interface Opened {
  readonly index: SearchIndex;
}

/** The serving generation as each audience sees it, replaced as soon as another one is published. */
export interface ServingIndexes<Content extends Opened> {
  /** Of the audience; opened now if nobody of it asked before. */
  open(audience: Audience): Promise<Content>;
  /** Passes on what the work gives; what was open when it began stays open until it ends. */
  keepOpen<Item>(work: AsyncIterable<Item>): AsyncIterable<Item>;
  readonly generation: string;
  /** Why this is not the generation that should serve; null where it is. */
  readonly degraded: string | null;
  /**
   * Name of the generation that should serve, where it does not; that of the one that serves instead where nothing names
   * another. null where it does.
   */
  readonly damaged: string | null;
  close(): void;
}

/**
 * Opens the serving generation and follows what is published. Citizens' and employees' requests each have an index of
 * their own: what is not open cannot leak.
 *
 * @param options.first Opened at once; the other one when somebody of it asks for the first time.
 * @param options.open Opens the generation that serves at the moment.
 */
export async function openServingIndexes<Content extends Opened>(options: {
  readonly indexDir: string;
  readonly first: Audience;
  readonly open: (audience: Audience) => Promise<Content>;
}): Promise<ServingIndexes<Content>> {
  const { indexDir, first, open } = options;
  const look = () => readCurrent(indexDir).catch(() => null);
  let seen = await look();
  let opened = new Map<Audience, Content>([[first, await open(first)]]);
  let generation = opened.get(first)?.index.generation ?? "";
  let failure: string | null = null;
  const opening = new Map<Audience, Promise<Content>>();
  const running = new Set<object>();
  /** Replaced ones, each with the work that may still read it. */
  const retired: { readonly contents: readonly Content[]; readonly readers: Set<object> }[] = [];

  const closeUnread = () => {
    for (const entry of retired.filter(({ readers }) => readers.size === 0)) {
      retired.splice(retired.indexOf(entry), 1);
      for (const { index } of entry.contents) index.close();
    }
  };

  async function replace(): Promise<void> {
    const next = new Map<Audience, Content>();
    try {
      for (const audience of opened.keys()) next.set(audience, await open(audience));
    } catch (error) {
      for (const { index } of next.values()) index.close();
      throw error;
    }
    retired.push({ contents: [...opened.values()], readers: new Set(running) });
    opened = next;
    generation = next.get(first)?.index.generation ?? generation;
    closeUnread();
  }

  /** Once more if the generation was replaced meanwhile. */
  async function openNow(audience: Audience): Promise<Content> {
    for (;;) {
      const present = opened;
      const content = await open(audience);
      if (opened === present) {
        opened.set(audience, content);
        return content;
      }
      content.index.close();
    }
  }

  const degraded = () => failure ?? [...opened.values()].map(({ index }) => index.degraded).find(isText) ?? null;
  let looks = 0;
  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    looks += 1;
    const current = await look();
    const retry = degraded() !== null && looks % RETRY_EVERY === 0;
    if (current !== seen || retry) {
      failure = await replace().then(
        () => null,
        (error: Error) => `Generation ${generation} goes on answering: ${error.message}`,
      );
      seen = current;
    }
    looking = false;
  }, LOOKING_INTERVAL);
  timer.unref();

  return {
    open(audience) {
      const known = opened.get(audience);
      if (known !== undefined) return Promise.resolve(known);
      const started = opening.get(audience) ?? openNow(audience).finally(() => opening.delete(audience));
      opening.set(audience, started);
      return started;
    },
    async *keepOpen(work) {
      const reader = {};
      running.add(reader);
      try {
        yield* work;
      } finally {
        running.delete(reader);
        for (const { readers } of retired) readers.delete(reader);
        closeUnread();
      }
    },
    get generation() {
      return generation;
    },
    get degraded() {
      return degraded();
    },
    get damaged() {
      return degraded() === null ? null : (seen ?? generation);
    },
    close() {
      clearInterval(timer);
      for (const { contents } of retired) for (const { index } of contents) index.close();
      for (const { index } of opened.values()) index.close();
      retired.length = 0;
      opened.clear();
    },
  };
}

const isText = (text: string | null): text is string => text !== null;
