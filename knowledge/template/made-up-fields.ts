import { TrellisError } from '../../db/errors.ts';
import { type Fields, templateVariables } from './variables.ts';

/** Shorter names, as people say them. */
const shortNames = new Map([
  ['role', 'lead.buyer_role'],
  ['size', 'account.company_size'],
]);

/**
 * Fields of a lead who does not exist, from `industry=healthcare,role=economic`. A name may be that of any variable,
 * with or without `lead.` or `account.`. Throws `preview.field`.
 */
export function madeUpFields(text: string): { lead: Fields; account: Fields } {
  const made: Record<'lead' | 'account', Record<string, string>> = { lead: {}, account: {} };
  for (const pair of text.split(',').filter((one) => one.trim() !== '')) {
    const [name = '', ...value] = pair.split('=');
    const [owner, field] = (variableNamed(name.trim()) ?? unknown(pair)).split('.') as [
      'lead' | 'account',
      string,
    ];
    if (value.length === 0) unknown(pair);
    made[owner][field] = value.join('=').trim();
  }
  return made;
}

const known = [...templateVariables].filter(
  (name) => /^(?:lead|account)\./.test(name) && !name.endsWith('_label'),
);

function variableNamed(name: string): string | undefined {
  return (
    shortNames.get(name) ?? known.find((variable) => variable === name || variable.split('.')[1] === name)
  );
}

function unknown(pair: string): never {
  const names = [...known.map((variable) => variable.split('.')[1]), ...shortNames.keys()].sort();
  throw new TrellisError(
    'preview.field',
    `"${pair.trim().slice(0, 80)}" is no field of a lead: write NAME=VALUE, with commas between; names: ${names.join(', ')}.`,
  );
}
