import { TrellisError } from '../../db/errors.ts';

export const resources = ['steps', 'tokens', 'seconds', 'money'] as const;
/** Steps are calls of a language model; money is in millionths of the currency of the prices. */
export type Resource = (typeof resources)[number];
/** A turn; a person's UTC day; everybody's UTC day. */
export type Scope = 'turn' | 'person' | 'installation';
export type Limits = Readonly<Partial<Record<Resource, number>>>;
export type Budgets = Readonly<Record<Scope, Limits>>;

/** Setting by setting; who can raise a limit does it there. */
export const settingOf: Readonly<Record<Scope, string>> = {
  turn: 'TRELLIS_BUDGET_TURN',
  person: 'TRELLIS_BUDGET_PERSON',
  installation: 'TRELLIS_BUDGET_DAY',
};

/** About 15,000 tokens are sent with each step: these stop what runs away, and let a busy day pass. */
const usual = {
  turn: { steps: 8, seconds: 90, tokens: 200_000 },
  person: { tokens: 2_000_000 },
  installation: { tokens: 20_000_000 },
} as const satisfies Budgets;

/**
 * A setting such as `steps=8 tokens=200000 seconds=90 money=0.50`; what it does not name stays as usual, `none` takes a
 * limit away, but for the steps and seconds of a turn. Throws `budget.invalid`.
 */
export function parseLimits(scope: Scope, text = ''): Limits {
  const limits: Partial<Record<Resource, number>> = { ...usual[scope] };
  for (const part of text.split(/[\s,]+/).filter((one) => one !== '')) {
    const [, name = '', value = ''] = /^([a-z]+)=(none|\d+(?:\.\d{1,6})?)$/.exec(part) ?? [];
    const resource = resources.find((known) => known === name);
    const must = scope === 'turn' && (resource === 'steps' || resource === 'seconds');
    if (!resource || (must && value === 'none') || (resource !== 'money' && value.includes('.')))
      throw new TrellisError(
        'budget.invalid',
        `${settingOf[scope]} has "${part}"; write ${resources.map((one) => `${one}=N`).join(' ')}, each once or not at all; "none" takes a limit away${scope === 'turn' ? ', not that of steps and seconds' : ''}.`,
        { mender: 'operator' },
      );
    if (value === 'none') delete limits[resource];
    else limits[resource] = resource === 'money' ? Math.round(Number(value) * 1_000_000) : Number(value);
  }
  return limits;
}
