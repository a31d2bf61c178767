import { beforeEach, describe, expect, it } from 'vitest';
import type { Installation } from './installation.ts';
import { trackingRoutes } from './tracking.ts';

let called: string[];
beforeEach(() => {
  called = [];
});

const said = (what: string) => async (token: string) => {
  called.push(`${what} ${token}`);
  return { status: 200, headers: {}, body: what };
};
const tracking = { unsubscribePage: said('page'), onUnsubscribe: said('unsubscribe') };
const app = trackingRoutes({ email: async () => ({ tracking }) } as unknown as Installation);

describe('the unsubscribe link of an email', () => {
  it('only shows its page when it is opened: mail scanners open every link', async () => {
    expect(await (await app.request('/u/abc')).text()).toBe('page');
    expect(await (await app.request('/u/abc', { method: 'HEAD' })).text()).toBe('');
    expect(called).toEqual(['page abc', 'page abc']);
  });

  it('unsubscribes when it is posted, by the button or in one click by the mail program', async () => {
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect(await (await app.request('/u/abc', { method: 'POST', body })).text()).toBe('unsubscribe');
    expect(called).toEqual(['unsubscribe abc']);
  });
});
