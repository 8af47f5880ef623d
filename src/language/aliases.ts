import { type AliasEntry, aliasKey, readAliasEntries } from "./alias-entries.js";

/** Which names mean the same, read from `aliases.yaml`. */
export interface Aliases {
  /** By `name`. */
  readonly entries: ReadonlyMap<string, AliasEntry>;
  /** By {@link aliasKey} of every name, with the spelling it is written in. */
  readonly byKey: ReadonlyMap<string, readonly { readonly spelling: string; readonly entry: AliasEntry }[]>;
}

/** No aliases at all: for a corpus without `aliases.yaml`. */
export const NO_ALIASES: Aliases = { entries: new Map(), byKey: new Map() };

/**
 * Reads `aliases.yaml`: the lists `bodies` and `terms`.
 *
 * @param yaml Text of the file; an empty one gives no aliases.
 * @param fileName Its name for the messages.
 * @throws ConfigurationError that names the file, the key and what is allowed, one problem for each fault.
 */
export function parseAliases(yaml: string, fileName: string): Aliases {
  const all = readAliasEntries(yaml, fileName);
  const byKey = new Map<string, { spelling: string; entry: AliasEntry }[]>();
  for (const entry of all) {
    for (const spelling of [entry.name, ...entry.names]) {
      const key = aliasKey(spelling);
      byKey.set(key, [...(byKey.get(key) ?? []), { spelling, entry }]);
    }
  }
  return { entries: new Map(all.map((entry) => [entry.name, entry])), byKey };
}
