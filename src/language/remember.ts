/**
 * Remembers what a function of one argument gave; of a generation that never changes, it would give the same again.
 *
 * @param most Most results that are kept; the oldest one goes first.
 */
export function remember<Key, Value>(most: number, load: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    const loaded = load(key);
    if (known.size >= most) known.delete(known.keys().next().value as Key);
    known.set(key, loaded);
    return loaded;
  };
}
