import type { Fields } from '../../core/types.ts';
import { quote } from '../../program/diff/words.ts';

const longest = 60;

/** What to call a lead: its name, else its address. Both were written by others: on one line, not too long. */
export function leadName(fields: Fields): string {
  const names = [fields.first_name, fields.last_name].filter(
    (name) => typeof name === 'string' && name.trim() !== '',
  );
  const said = names.length > 0 ? names.join(' ') : (fields.email ?? 'This lead');
  return quote(String(said).slice(0, longest)).slice(1, -1) || 'This lead';
}
