/**
 * How an endpoint is held to structured output, most strictly first: by a JSON schema, by "one JSON object", by a tool
 * whose arguments are the reply, or by the prompt's words alone.
 */
export const OUTPUT_MODES = ["schema", "json", "tools", "text"] as const;

export type OutputMode = (typeof OUTPUT_MODES)[number];

/** What is asked of an endpoint beside the messages. */
export interface RequestForm {
  readonly output: OutputMode;
  /** Asks for no randomness; some models take no temperature. */
  readonly temperature: boolean;
  /** Asks for the number of tokens. */
  readonly usage: boolean;
  /** Sets the most tokens of a reply. */
  readonly limit: boolean;
}

/** Everything, for an endpoint of which nothing is known yet. */
export function fullestForm(output: OutputMode): RequestForm {
  return { output, temperature: true, usage: true, limit: true };
}

/**
 * Leaves out what an endpoint did not understand.
 *
 * @param complaint The endpoint's own words, if it said any: they may name what is wrong.
 * @param canStepDown Whether a less strict output mode may be tried; not where the mode is configured.
 * @returns null if nothing can be left out any more.
 */
export function simplerForm(form: RequestForm, complaint: string, canStepDown: boolean): RequestForm | null {
  const options = [
    ["temperature", /temperature/i],
    ["usage", /stream_options|include_usage/i],
    ["limit", /max_(?:completion_)?tokens/i],
  ] as const;
  const named = options.find(([name, words]) => form[name] && words.test(complaint));
  if (named !== undefined) return { ...form, [named[0]]: false };
  const next = canStepDown ? OUTPUT_MODES[OUTPUT_MODES.indexOf(form.output) + 1] : undefined;
  if (next !== undefined) return { ...form, output: next };
  const left = options.find(([name]) => form[name]);
  return left === undefined ? null : { ...form, [left[0]]: false };
}
