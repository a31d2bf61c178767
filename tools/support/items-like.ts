import { didYouMean } from '../../engine/program/condition/names.ts';
import type { Services } from '../services.ts';

/** ` Did you mean …?` with the ids of items like this one, or nothing. */
export async function itemsLike({ list }: Pick<Services['library'], 'list'>, id: string): Promise<string> {
  return didYouMean(
    id,
    (await list()).map((item) => item.id),
  );
}
