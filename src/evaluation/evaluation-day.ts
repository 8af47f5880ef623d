/**
 * The day on which every evaluation and training is held, for questions such as "currently": sources grow older, but
 * figures of different days must be comparable.
 */
export function evaluationDay(): Date {
  return new Date("2026-11-25T12:00:00Z");
}
