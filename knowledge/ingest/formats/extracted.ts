import { TrellisError } from '../../../db/errors.ts';
import type { RawItem } from '../raw-item.ts';

/** What reading the bytes gives; what people say of the document beside it is not looked at here. */
export type Extracted = Pick<RawItem, 'body' | 'found' | 'pages' | 'notes'>;

/** A document that is refused: `content.<code>`, with what to do. */
export function refused(code: string, words: string): TrellisError {
  return new TrellisError(`content.${code}`, words);
}
