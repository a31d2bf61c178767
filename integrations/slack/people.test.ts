import type { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../engine/runtime/changes/types.ts';
import { identifyPerson } from './people.ts';

const ada: Person = { id: 'p1', name: 'Ada', email: 'ada@example.com', role: 'admin' };
const member = { id: 'U1', team_id: 'T1', profile: { email: 'ada@example.com' }, is_email_confirmed: true };

function identify(user: object | undefined) {
  const client = { users: { info: async () => ({ ok: true, user }) } } as unknown as webApi.WebClient;
  const people = { findByEmail: async (email: string) => (email === ada.email ? ada : undefined) };
  return identifyPerson(client, people, 'T1', 'U1');
}

describe('who writes or clicks in Slack', () => {
  it('is one of our people when they are a full member with the address of one', async () => {
    expect(await identify(member)).toEqual({ person: ada });
    expect(await identify({ ...member, is_restricted: false, is_ultra_restricted: false })).toEqual({
      person: ada,
    });
  });

  it('is in the time zone of their profile, unless they have told another', async () => {
    const inVienna = { ...member, tz: 'Europe/Vienna' };
    expect(await identify(inVienna)).toEqual({ person: { ...ada, timeZone: 'Europe/Vienna' } });
    ada.timeZone = 'Asia/Tokyo';
    expect(await identify(inVienna)).toEqual({ person: { ...ada, timeZone: 'Asia/Tokyo' } });
    delete ada.timeZone;
  });

  it.each([
    ['a guest of several channels', { is_restricted: true }, 'guest'],
    ['a guest of one channel', { is_restricted: true, is_ultra_restricted: true }, 'guest'],
    ['a guest that only the narrower flag names', { is_ultra_restricted: true }, 'guest'],
    ['a stranger of a shared channel', { is_stranger: true }, 'another'],
    ['a member of another workspace', { team_id: 'T2' }, 'another'],
    ['somebody whose workspace is not told', { team_id: undefined }, 'another'],
    ['somebody who has left', { deleted: true }, 'people of this workspace only'],
    ['a bot', { is_bot: true }, 'people of this workspace only'],
    ['somebody without a confirmed address', { is_email_confirmed: false }, 'Confirm'],
    ['somebody without an address', { profile: {} }, 'email address'],
    ['somebody we do not know', { profile: { email: 'stan@example.com' } }, 'I do not know stan@example.com'],
  ])('is refused: %s', async (_, flags, why) => {
    expect(await identify({ ...member, ...flags })).toEqual({ refusal: expect.stringContaining(why) });
  });

  it('is refused where Slack knows nobody of that id', async () => {
    expect(await identify(undefined)).toHaveProperty('refusal');
  });
});
