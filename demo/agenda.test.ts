import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAgenda } from './agenda.ts';
import type { Happening } from './happening.ts';

const end = 100 * 3_600_000;
const happening = (at: number): Happening => ({ at, name: 'page_visit', properties: {} });

describe('the agenda', () => {
  it('gives everything once, in order, no sooner than it is due', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(end - 1)),
        fc.array(fc.nat(end), { maxLength: 10 }).map((stops) => [...stops.sort((a, b) => a - b), end]),
        (instants, stops) => {
          const agenda = createAgenda(0, end);
          for (const at of instants) agenda.add(happening(at));
          let last = 0;
          const taken = stops.flatMap((stop) => {
            const due = agenda.takeUntil(stop).map(({ at }) => at);
            for (const at of due) expect(at >= last && at < stop).toBe(true);
            last = stop;
            return due;
          });
          expect(taken).toEqual([...instants].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('gives what is put too late at the next turn, and forgets what lies beyond the end', () => {
    const agenda = createAgenda(0, end);
    agenda.takeUntil(10 * 3_600_000);
    agenda.add(happening(5));
    agenda.add(happening(end));
    expect(agenda.takeUntil(end).map(({ at }) => at)).toEqual([5]);
  });
});
