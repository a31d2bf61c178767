import type { AlertKind, Destination, Order } from '../../../agent/digests/orders.ts';
import { alertCallback } from './modals.ts';

type Field = {
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_time?: string | null;
  selected_conversation?: string | null;
};

interface Submitted {
  view: { callback_id: string; state: { values: Record<string, Record<string, Field>> } };
}

/** What a submitted modal orders, or what is wrong with which of its fields. */
export function orderOf(body: unknown): { order: Order } | { errors: Record<string, string> } {
  const { view } = body as Submitted;
  const field = (id: string): string => {
    const { value, selected_option, selected_time, selected_conversation } =
      view.state.values[id]?.[id] ?? {};
    return (selected_option?.value ?? selected_time ?? selected_conversation ?? value ?? '').trim();
  };
  const to = destinationOf(field('to'), field('channel'));
  if (to === undefined) return { errors: { channel: 'Choose the channel.' } };
  return view.callback_id === alertCallback ? alertOf(field, to) : digestOf(field, to);
}

function destinationOf(to: string, channel: string): Destination | undefined {
  if (to === 'me' || to === 'email') return to;
  return channel === '' ? undefined : { channel };
}

function digestOf(field: (id: string) => string, to: Destination): ReturnType<typeof orderOf> {
  const [every, day] = field('when').split(':');
  const [hours, minutes] = field('at').split(':').map(Number);
  const track = field('track');
  return {
    order: {
      do: 'digest',
      cadence: {
        every: every === 'month' ? 'month' : 'week',
        day: Number(day) || 1,
        minute: (hours ?? 9) * 60 + (minutes ?? 0),
      },
      to,
      ...(track !== '' && { track }),
    },
  };
}

function alertOf(field: (id: string) => string, to: Destination): ReturnType<typeof orderOf> {
  const kind = field('kind') as AlertKind;
  const said = field('threshold');
  const threshold = thresholdOf(kind, said);
  if (said !== '' && threshold === undefined) {
    const form =
      kind === 'clicks' || kind === 'failed_sends' ? 'a share, such as 33 %' : 'a whole number from 1';
    return { errors: { threshold: `Write ${form}, or leave it empty.` } };
  }
  return {
    order: {
      do: 'alert',
      kind,
      ...(threshold !== undefined && { threshold }),
      quiet: field('quiet') === 'none' ? 'none' : 'usual',
      to,
    },
  };
}

function thresholdOf(kind: AlertKind, said: string): number | undefined {
  if (kind === 'clicks' || kind === 'failed_sends') {
    const [, percent] = /^(\d{1,2}(?:[.,]\d+)?) ?%?$/.exec(said) ?? [];
    const share = Number(percent?.replace(',', '.')) / 100;
    return share > 0 ? share : undefined;
  }
  return /^[1-9]\d{0,5}$/.test(said) ? Number(said) : undefined;
}
