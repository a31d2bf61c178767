import { TrellisError } from '../../db/errors.ts';

/** Fields whose values are a person's own data: who they are, never words to choose from. */
export const personalFields: ReadonlySet<string> = new Set([
  'email',
  'first_name',
  'last_name',
  'phone',
  'website',
  'company',
  'account_name',
]);
/** Properties of events that hold what somebody wrote, or who they are. */
const personalProperties: ReadonlySet<string> = new Set(['text', 'address', 'session_id']);

/**
 * What each tool is to a caller that may not read personal data: `open` shows no single lead, or leaves them out by
 * itself; `closed` is about one; a list names the inputs with which it is. A tool that is not here is closed.
 */
const rules: Readonly<Record<string, 'open' | 'closed' | readonly string[]>> = {
  query_leads: ['cursor'],
  show_program: 'open',
  analyse_performance: 'open',
  read_experiments: 'open',
  explain_lead: 'closed',
  simulate_lead: 'closed',
  search_content: 'open',
  recommend_content: ['lead'],
  draft_email: 'open',
  propose_track: 'open',
  build_system: 'open',
  propose_change: ['enrol'],
  show_changes: 'open',
  halt_sending: 'open',
  send_test: 'closed',
};

/** Names of the tools that have a rule. */
export const toolsWithRule: readonly string[] = Object.keys(rules);

/** Whether a caller without personal data may call it at all. */
export function isOpenWithoutPersonal(tool: string): boolean {
  const rule = Object.hasOwn(rules, tool) ? rules[tool] : 'closed';
  return rule !== 'closed';
}

/** Throws `auth.personal` where this call of the tool shows, or asks, who a lead is. */
export function assertCallWithoutPersonal(tool: string, input: unknown): void {
  if (!isOpenWithoutPersonal(tool)) throw personalNeeded(`${tool} is about a single lead`);
  const rule = rules[tool];
  const given = typeof input === 'object' && input !== null ? Object.keys(input) : [];
  const named = Array.isArray(rule) ? rule.find((key) => given.includes(key)) : undefined;
  if (named !== undefined) throw personalNeeded(`${named} of ${tool} is about single leads`);
  assertNoPersonalCondition(input);
}

/**
 * Throws `auth.personal` where a condition somewhere in the value, as text or as JSON, asks who leads are. Without it
 * a count of the leads with one address would tell whether somebody is among them, and what is known of them. Texts
 * are looked at by their words: a condition may stand in a file, and name what only the program knows.
 */
export function assertNoPersonalCondition(value: unknown): void {
  if (typeof value === 'string') {
    const name = comparison.exec(value)?.[1];
    if (name !== undefined) throw personalNeeded(`${name.toLowerCase()} says who a lead is`);
  } else if (Array.isArray(value)) {
    for (const member of value) assertNoPersonalCondition(member);
  } else if (typeof value === 'object' && value !== null) {
    const { field, property } = value as { field?: unknown; property?: unknown };
    if ('op' in value && (personalFields.has(String(field)) || personalProperties.has(String(property))))
      throw personalNeeded(`${String(field ?? property)} says who a lead is`);
    for (const member of Object.values(value)) assertNoPersonalCondition(member);
  }
}

/** A name with what makes it one side of a comparison, as the condition language has it. */
const comparison = new RegExp(
  String.raw`\b(${[...personalFields, ...personalProperties].join('|')})` +
    String.raw`(?:\s*(?:[=<>≤≥≠]|!=)|\s+is\s+(?:not\s+)?(?:un)?known\b|\s+(?:not\s+)?(?:in\s*\(|(?:contains|mentions|(?:starts|ends)\s+with)\s*["'“]))`,
  'i',
);

/** Throws `auth.personal` for a field by whose values leads are told apart. */
export function assertImpersonalField(field: string): void {
  if (personalFields.has(field)) throw personalNeeded(`${field} says who a lead is`);
}

/** The value with every email address in its texts taken out: what no rule above expected to be there. */
export function withoutAddresses<T>(value: T): T {
  if (typeof value === 'string') return value.replace(address, '[withheld]') as T;
  if (Array.isArray(value)) return value.map(withoutAddresses) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [withoutAddresses(key), withoutAddresses(member)]),
  ) as T;
}
const address = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** What is refused, in a sentence that says how to get it. */
export function personalNeeded(what: string): TrellisError {
  return new TrellisError(
    'auth.personal',
    `${what}, which needs the scope personal: make a token with it, or look in the console.`,
  );
}
