import { TrellisError } from '../../db/errors.ts';
import type { Person, Role } from '../../engine/runtime/changes/types.ts';

/** Where posts go: to a person by email, to a person directly in Slack, or to a channel of Slack. */
export type Place =
  | { kind: 'email'; person: string }
  | { kind: 'direct'; person: string }
  | { kind: 'slack'; channel: string };

/** As it is stored: `email:PERSON`, `direct:PERSON`, `slack:CHANNEL`. */
export function placeText(place: Place): string {
  return `${place.kind}:${place.kind === 'slack' ? place.channel : place.person}`;
}

export function readPlace(text: string): Place {
  const [kind, id = ''] = text.split(':');
  if (kind === 'slack') return { kind, channel: id };
  return { kind: kind === 'direct' ? 'direct' : 'email', person: id };
}

/** As people call it: `#marketing`, `by email to Ada`. */
export function placeWords(
  text: string,
  name: string,
  owner: { id: string; name: string },
  reader?: string,
): string {
  const place = readPlace(text);
  if (place.kind === 'slack') return `in #${name || place.channel}`;
  const whom = reader === owner.id ? 'you' : owner.name;
  return place.kind === 'email' ? `by email to ${whom}` : `in a direct message to ${whom}`;
}

const ranks: Readonly<Record<Role, number>> = { viewer: 0, marketer: 1, approver: 2, admin: 3 };

/** Whether their role lets them have something sent there: to themselves anybody, to a channel who may propose changes. */
export function maySendTo({ kind }: Place, { role }: Pick<Person, 'role'>): boolean {
  return kind !== 'slack' || ranks[role] >= ranks.marketer;
}

/** Throws `digest.forbidden`. */
export function assertMaySendTo(place: Place, person: Person): void {
  if (maySendTo(place, person)) return;
  throw new TrellisError(
    'digest.forbidden',
    `What goes to a channel is set by marketers, approvers and admins; your role is ${person.role}. You may have it sent to yourself, or ask an admin for another role.`,
  );
}

/** Whether this person may end it: its owner, of a channel any approver or admin too, an admin everything. */
export function mayEnd(
  { owner, place }: { owner: string; place: string },
  { id, role }: Pick<Person, 'id' | 'role'>,
): boolean {
  if (owner === id || role === 'admin') return true;
  return readPlace(place).kind === 'slack' && ranks[role] >= ranks.approver;
}

/** Throws `digest.forbidden`. */
export function assertMayEnd(
  item: { owner: string; place: string; ownerName: string },
  person: Person,
): void {
  if (mayEnd(item, person)) return;
  const others = readPlace(item.place).kind === 'slack' ? 'an approver or admin' : 'an admin';
  throw new TrellisError('digest.forbidden', `${item.ownerName} set this: ask them, or ${others}.`);
}
