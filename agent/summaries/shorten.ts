interface Bounds {
  /** Characters of a text. */
  text: number;
  /** Members of a list; never 1, so that one thing stays told apart from several. */
  list: number;
}

const usual: Bounds = { text: 300, list: 4 };
const tight: Bounds = { text: 80, list: 2 };
/** Characters of JSON. */
const most = 3_000;
const deepest = 6;

/**
 * The output of a tool with its long texts and lists cut, in its own shape: enough to know what was spoken of, which is
 * what is left to do with an output of long ago.
 */
export function shortened(output: unknown): unknown {
  const short = cut(output, usual, 0);
  return JSON.stringify(short)?.length > most ? cut(output, tight, 0) : short;
}

function cut(value: unknown, bounds: Bounds, depth: number): unknown {
  if (typeof value === 'string')
    return value.length > bounds.text ? `${value.slice(0, bounds.text)}…` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return undefined;
  if (Array.isArray(value)) return value.slice(0, bounds.list).map((one) => cut(one, bounds, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cut(one, bounds, depth + 1)]));
}
