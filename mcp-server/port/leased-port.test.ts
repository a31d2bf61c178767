import { beforeEach, expect, test, vi } from 'vitest';
import { TrellisError } from '../../db/errors.ts';
import { leasePort, type OpenPort } from './leased-port.ts';

/** Counts how often it is opened and how many are open at once. */
function connections(call: OpenPort['call'] = async () => ({ ok: true, output: {} })) {
  const seen = { opened: 0, open: 0, mostOpen: 0 };
  const connect = async (): Promise<OpenPort> => {
    seen.opened += 1;
    seen.open += 1;
    seen.mostOpen = Math.max(seen.mostOpen, seen.open);
    return {
      list: async () => [],
      call,
      plan: async () => ({ ok: false, error: { code: 'none', message: 'None.', faults: [] } }),
      read: async () => ({}),
      close: async () => {
        seen.open -= 1;
      },
    };
  };
  return { seen, connect };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('calls in a row share a connection, which is let go after a pause and made again after it', async () => {
  const { seen, connect } = connections();
  const port = leasePort(connect, 1000);
  await Promise.all([port.call('a', {}), port.list()]);
  await vi.advanceTimersByTimeAsync(999);
  await port.call('b', {});
  expect(seen).toEqual({ opened: 1, open: 1, mostOpen: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen.open).toBe(0);
  await port.call('c', {});
  expect(seen).toEqual({ opened: 2, open: 1, mostOpen: 1 });
  await port.close();
  expect(seen.open).toBe(0);
});

test('a call under way keeps the connection', async () => {
  let finish = () => {};
  const { seen, connect } = connections(
    () =>
      new Promise((done) => {
        finish = () => done({ ok: true, output: {} });
      }),
  );
  const port = leasePort(connect, 1000);
  const call = port.call('slow', {});
  await port.list();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen.open).toBe(1);
  finish();
  await call;
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen.open).toBe(0);
});

test('after a failed call the next one connects anew, one at a time', async () => {
  let broken = true;
  const { seen, connect } = connections(async () => {
    if (broken) throw new Error('the server went away');
    return { ok: true, output: {} };
  });
  const port = leasePort(connect, 1000);
  await expect(port.call('a', {})).rejects.toThrow('went away');
  broken = false;
  await port.call('a', {});
  expect(seen).toEqual({ opened: 2, open: 1, mostOpen: 1 });
});

test('a connection that could not be made is tried again at the next call', async () => {
  const { connect } = connections();
  const connecting = vi.fn(connect).mockRejectedValueOnce(new TrellisError('home.empty', 'no installation'));
  const port = leasePort(connecting, 1000);
  await expect(port.list()).rejects.toThrow('no installation');
  expect(await port.list()).toEqual([]);
});

test('what is refused does not end the connection', async () => {
  const { seen, connect } = connections();
  const refusing = async () => ({
    ...(await connect()),
    read: async () => {
      throw new TrellisError('track.unknown', 'There is no such track.');
    },
  });
  const port = leasePort(refusing, 1000);
  await expect(port.read('/api/x')).rejects.toMatchObject({ code: 'track.unknown' });
  await port.list();
  expect(seen).toMatchObject({ opened: 1, open: 1 });
});
