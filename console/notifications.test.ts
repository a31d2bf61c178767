import { expect, test } from 'vitest';
import { notificationsPage, type ShownNotification } from './notifications.ts';

const task: ShownNotification = {
  kind: 'task',
  leadId: 'l1',
  audience: 'sales',
  text: 'Call',
  email: 'ada@lead.example',
  name: 'Ada',
  company: null,
  track: null,
  dueAt: null,
  booking: null,
  createdAt: 0,
};
const person = { id: 'p1', name: 'Mo', email: 'mo@trellis.example', role: 'viewer' } as const;
const shown = async (booking: string) =>
  String(await notificationsPage({ person, open: 0, halts: [], notifications: [{ ...task, booking }] }));

test('a task links to where its meeting is booked, escaped', async () => {
  expect(await shown('https://book.example.com/mo?a=1&b="x"')).toContain(
    'href="https://book.example.com/mo?a=1&amp;b=&quot;x&quot;"',
  );
});

test.each(['javascript:alert(1)', 'http://book.example.com/', 'data:text/html,x', 'book.example.com'])(
  'a booking link of another scheme is not shown: %s',
  async (booking) => {
    expect(await shown(booking)).not.toContain('booking link');
  },
);
