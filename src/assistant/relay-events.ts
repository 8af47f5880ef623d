/**
 * Runs work that reports as it goes, and gives what it reports one by one.
 *
 * @param work Is given where to report to, and a signal that is aborted when nobody listens any more.
 * @returns What the work returns; it throws what the work throws.
 */
export async function* relayEvents<Event, Result>(
  work: (report: (event: Event) => void, signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event, Result> {
  const left = new AbortController();
  const waiting: Event[] = [];
  let wake = () => {};
  const report = (event: Event) => {
    waiting.push(event);
    wake();
  };
  let ended = false;
  const result = work(report, signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]));
  const end = () => {
    ended = true;
    wake();
  };
  // The failure itself is thrown by the await below.
  result.then(end, end);
  try {
    while (!ended || waiting.length > 0) {
      const [event] = waiting.splice(0, 1);
      if (event !== undefined) yield event;
      else if (!ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    return await result;
  } finally {
    left.abort();
  }
}
