/** A kind of lead: the variables that it has, and the same in words (`account.industry = "saas"`). */
export interface LeadLike {
  scope: Readonly<Record<string, Readonly<Record<string, string>>>>;
  words: string;
}

/** A value that no template asks for. */
const OTHER = 'something else';

/**
 * Leads that a template could tell apart: each value it asks for, another one, and none, in every combination. What it
 * only prints is absent in all of them, which is the worst that can come, and there is one lead that has everything.
 * Where there are more combinations than `most`, every pair of values is tried; undefined where those are too many.
 */
export function leadsThatDiffer(
  names: readonly string[],
  asked: ReadonlyMap<string, ReadonlySet<string>>,
  most: number,
): LeadLike[] | undefined {
  const choices = names
    .filter((name) => asked.has(name))
    .map((name) => ({ name, values: [undefined, OTHER, ...(asked.get(name) as ReadonlySet<string>)] }));
  const everything = Object.fromEntries(names.map((name) => [name, OTHER]));
  const every = choices.reduce((product, { values }) => product * values.length, 1);
  const sum = choices.reduce((total, { values }) => total + values.length, 0);
  if (every > most && sum * sum > 2 * most) return undefined;
  const all = every <= most ? combinations(choices) : pairs(choices);
  return [
    ...all.map((values) => ({ scope: scopeOf(values), words: wordsOf(values) })),
    { scope: scopeOf(everything), words: '' },
  ];
}

type Choice = { name: string; values: readonly (string | undefined)[] };
type Values = Readonly<Record<string, string | undefined>>;

function combinations(choices: readonly Choice[]): Values[] {
  return choices.reduce<Values[]>(
    (all, { name, values }) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

function pairs(choices: readonly Choice[]): Values[] {
  return choices.flatMap((one, index) =>
    choices.slice(index + 1).flatMap((other) => combinations([one, other])),
  );
}

function scopeOf(values: Values): LeadLike['scope'] {
  const scope: Record<string, Record<string, string>> = { lead: {}, account: {} };
  for (const [path, value] of Object.entries(values)) {
    const [owner, field] = path.split('.') as [string, string];
    if (value !== undefined && scope[owner]) scope[owner][field] = value;
  }
  return scope;
}

function wordsOf(values: Values): string {
  return Object.entries(values)
    .map(([path, value]) =>
      value === undefined ? `no ${path}` : `${path} ${value === OTHER ? 'of another kind' : `"${value}"`}`,
    )
    .join(', ');
}
