import type { Figure } from '../figure.ts';
import { both, type Frame } from '../frame.ts';
import { figure, mean, share, total } from '../measured.ts';
import { sampleOf } from '../samples.ts';
import { type Deals, sumDeals, sumOpenProposals } from '../sql/sum-deals.ts';

const none: Deals = {
  closed: 0,
  won: 0,
  nurturedWon: 0,
  nurturedRevenue: 0,
  valued: 0,
  sum: 0,
  squares: 0,
};

/** What is open, what was won, and how great it was. */
export async function deals(frame: Frame): Promise<Figure[]> {
  const { db, scope, comparisons } = frame;
  const closed = await both(frame, async (span) => (await sumDeals(db, scope, span))[0] ?? none);
  const open = await both(frame, (span) => sumOpenProposals(db, scope, span));
  const pipeline = (of: typeof open.now) => total(of.amount, of.nurtured, of.open);
  const revenue = (of: Deals) => total(of.nurturedRevenue, of.nurturedWon, of.won);
  const size = (of: Deals) => mean(sampleOf(of.valued, of.sum, of.squares));
  const rate = (of: Deals) => share(of.won, of.closed);
  return [
    figure('pipeline', pipeline(open.now), pipeline(open.past)),
    figure('revenue', revenue(closed.now), revenue(closed.past)),
    figure('deal_size', size(closed.now), size(closed.past), comparisons),
    figure('win_rate', rate(closed.now), rate(closed.past), comparisons),
  ];
}
