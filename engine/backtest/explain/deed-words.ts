import { quote } from '../../program/diff/words.ts';
import type { Deed } from './deeds.ts';
import type { Names } from './names.ts';
import { traceWords } from './words.ts';

/** What a rule did, in words. */
export function deedWords(deed: Deed, names: Names): string {
  if ('did' in deed) return traceWords(deed, names);
  switch (deed.kind) {
    case 'task':
      return `task for ${deed.queue}: ${quote(deed.title)}`;
    case 'notify':
      return `tells ${deed.audience}: ${quote(deed.text)}`;
    case 'webhook':
      return `calls webhook ${deed.webhook}`;
    case 'crm':
      return `updates ${deed.system}`;
  }
}
