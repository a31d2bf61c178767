import { describe, expect, it } from 'vitest';
import { TrellisError } from '../db/errors.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import type { Client } from './client.ts';
import { settleChange } from './settle-change.ts';

const id = '41a8c0de-0000-4000-8000-000000000000';
const change = (planHash: string, status = 'proposed') =>
  ({ id, status, editHash: 'edit', planHash }) as unknown as Change;

/** Settles the change of plan `old` on a server that has re-planned it to `now`. */
async function approve(now: Change, typed: string, applyAt?: string) {
  const shown: string[] = [];
  const posted: unknown[] = [];
  const atTerminal = () => ({
    post: async (_: string, body: { planHash: string }) => {
      posted.push(body);
      if (body.planHash !== now.planHash) throw new TrellisError('change.stale', 'Look again.');
      return change(now.planHash, 'applied');
    },
  });
  const client = { get: async () => now, atTerminal } as unknown as Client;
  const settled = await settleChange(change('old'), {
    client,
    verb: 'approve',
    ...(applyAt !== undefined && { applyAt }),
    show: ({ planHash }) => void shown.push(planHash),
    ask: async () => typed,
  }).catch((error: TrellisError) => error);
  return { settled, shown, posted };
}

describe('approving at the terminal', () => {
  it('shows a plan that went stale as it is now, and asks again', async () => {
    const { settled, shown, posted } = await approve(change('new'), '41a8');
    expect(settled).toMatchObject({ status: 'applied' });
    expect(shown).toEqual(['old', 'new']);
    expect(posted).toEqual([
      { editHash: 'edit', planHash: 'old' },
      { editHash: 'edit', planHash: 'new' },
    ]);
  });

  it('carries the time that was asked for, for the plan as it is now too', async () => {
    const { posted } = await approve(change('new'), '41a8', '2026-01-31T09:00:00.000Z');
    expect(posted).toMatchObject([
      { planHash: 'old', applyAt: '2026-01-31T09:00:00.000Z' },
      { planHash: 'new', applyAt: '2026-01-31T09:00:00.000Z' },
    ]);
  });

  it('ends where the change is open no more', async () => {
    const { settled, shown } = await approve(change('new', 'stale'), '41a8');
    expect(settled).toMatchObject({ code: 'change.stale' });
    expect(shown).toEqual(['old']);
  });

  it('says why nothing was done', async () => {
    const { settled, posted } = await approve(change('new'), 'yes');
    expect(settled).toMatchObject({
      code: 'change.not_settled',
      message: 'Nothing was done: the id does not begin with "yes".',
    });
    expect(posted).toEqual([]);
  });
});
