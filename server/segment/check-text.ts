import type { Fault } from '../../db/errors.ts';

/**
 * Finds text that no database column and no email can hold: NUL and lone surrogates, in keys and values alike.
 * Nesting beyond 20 levels is a fault too, so that a hostile record cannot exhaust the stack.
 */
export function checkText(value: unknown, path: string, faults: Fault[], depth = 0): void {
  if (typeof value === 'string') {
    const message = textFault(value);
    if (message) faults.push({ path, message });
  } else if (value !== null && typeof value === 'object') {
    if (depth > 20) {
      faults.push({ path, message: 'is nested deeper than 20 levels' });
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      const message = textFault(key);
      if (message) faults.push({ path, message: `a key ${message}` });
      else checkText(item, path === '' ? key : `${path}/${key}`, faults, depth + 1);
    }
  }
}

function textFault(text: string): string | undefined {
  if (text.includes('\0')) return 'contains the character NUL';
  if (!text.isWellFormed()) return 'contains half of a surrogate pair';
  return undefined;
}
