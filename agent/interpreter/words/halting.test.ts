import { describe, expect, it } from 'vitest';
import type { Exchange } from '../requests.ts';
import { callsOf } from '../test-plan.ts';
import { lastCalls } from '../test-talk.ts';

const writes = (text: string, history: Exchange[] = []) => {
  const calls = callsOf(text, history);
  return typeof calls === 'string' ? [] : calls.filter(({ name }) => /^(?:propose|halt)/.test(name));
};
const halted = (text: string) => writes(text).map(({ name, input }) => [name, input.target]);
const edited = (text: string, history: Exchange[] = []) =>
  writes(text, history).map(({ input }) => (input.edits as { op: string; path: string }[])[0]);

describe('stopping what is sent', () => {
  it.each([
    ['pull the plug on ALL emails now, links go to 404', '*'],
    ['our domain got blacklisted. No more sending until I tell you.', '*'],
    ['hold the smb fast track for a sec', 'smb-fast-track'],
    ['freeze enterprise-decision', 'enterprise-decision'],
    ['halt smb consideration while we look into the bounces', 'smb-consideration'],
    ['SMB fast track needs to stop, the offer ran out yesterday', 'smb-fast-track'],
    ['put the brakes on enterprise decision', 'enterprise-decision'],
    ['I need pricing follow-up stopped, its links lead nowhere', 'pricing-follow-up'],
    ['The SMB fast track mails contain an old price. Stop it.', 'smb-fast-track'],
  ])('whatever is told beside it: %s', (said, target) => {
    expect(halted(said)).toEqual([['halt_sending', target]]);
  });

  it.each([
    'stop everything, the fast track should continue',
    'halt everything, not fintech',
    'halt enterprise decision but not for enterprise',
    'keep the smb fast track on hold',
    'halt everything and the smb fast track too',
    'the pause of enterprise decision waits for approval',
    'pause smb fast track for an hour',
  ])('nothing, where it is limited or only told: %s', (said) => {
    expect(writes(said)).toEqual([]);
  });

  it.each([
    'I’d like to suggest pausing the enterprise decision track because sales is at the fair. Don’t stop it yet, put it up for approval.',
    'propose to pause enterprise decision, but do not halt it yourself',
    'draft a change pausing the enterprise decision track so Mara can approve it',
    'pausing the enterprise decision track should go through approval, please propose it',
  ])('proposed only: %s', (said) => {
    expect(edited(said)).toMatchObject([{ op: 'put', path: 'halts/enterprise-decision' }]);
  });

  it.each([
    'smb fast track can go again',
    'put smb-fast-track back live',
    'the links work again, restart the fast track',
    'unfreeze smb-fast-track',
  ])('and sent again: %s', (said) => {
    expect(edited(said)).toEqual([{ op: 'remove', path: 'halts/smb-fast-track' }]);
  });

  it('means what was halted just before', () => {
    const before: Exchange = {
      asked: 'hold the smb fast track for a sec',
      calls: [{ name: 'halt_sending', input: { target: 'smb-fast-track' }, output: {} }],
      answered: 'halted',
    };
    expect(edited('ok all good, start it again', [before])).toEqual([
      { op: 'remove', path: 'halts/smb-fast-track' },
    ]);
    expect(edited('you can let it run again', [before])).toEqual([
      { op: 'remove', path: 'halts/smb-fast-track' },
    ]);
  });
});

it('reads what says how a halt is meant with it', () => {
  const said =
    'I’d like to suggest pausing the enterprise decision track because sales is at the fair. Don’t stop it yet, put it up for approval.';
  expect(lastCalls(said)).toMatchObject([{ name: 'propose_change' }]);
  expect(lastCalls('hold the smb fast track for a sec → start it again')).toMatchObject([
    { name: 'propose_change', input: { edits: [{ op: 'remove', path: 'halts/smb-fast-track' }] } },
  ]);
});
