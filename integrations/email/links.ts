import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EffectKey, LeadId } from '../../engine/core/types.ts';

/** One email to one lead. */
export interface MailRef {
  leadId: LeadId;
  key: EffectKey;
}

export type LinkKind = 'open' | 'click' | 'unsubscribe';

export interface LinkTarget extends MailRef {
  kind: LinkKind;
  /** Position of the link in the item; 0 unless it is a click. */
  index: number;
}

export interface LinkSigner {
  /** `<public url>/t/o/<token>`. */
  open(mail: MailRef): string;
  /** `<public url>/t/c/<token>`. The address itself is not in it: it is read from the pinned item at the click. */
  click(mail: MailRef, index: number): string;
  /** `<public url>/u/<token>`. */
  unsubscribe(mail: MailRef): string;
  /** Undefined for anything this secret did not sign. */
  read(token: string): LinkTarget | undefined;
}

const kinds: readonly LinkKind[] = ['open', 'click', 'unsubscribe'];
/** 96 bits: a forgery needs some 2^95 requests. */
const MAC_BYTES = 12;
/** kind 1, lead id 16, input seq 6, ordinal 2, link index 2. */
const BODY_BYTES = 27;

/** Tokens name an email by ids only and carry no personal data. They do not expire: an old email can be unsubscribed from. */
export function createLinkSigner(options: { secret: string; publicUrl: string }): LinkSigner {
  const base = options.publicUrl.replace(/\/+$/, '');
  const key = createHmac('sha256', options.secret).update('email links').digest();
  const sign = (body: Buffer) => createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES);
  const token = (kind: LinkKind, mail: MailRef, index: number) => {
    const body = encode({ kind, index, ...mail });
    return Buffer.concat([body, sign(body)]).toString('base64url');
  };
  return {
    open: (mail) => `${base}/t/o/${token('open', mail, 0)}`,
    click: (mail, index) => `${base}/t/c/${token('click', mail, index)}`,
    unsubscribe: (mail) => `${base}/u/${token('unsubscribe', mail, 0)}`,
    read(text) {
      const bytes = Buffer.from(text, 'base64url');
      // The comparison with the text refuses every other spelling of the same bytes.
      if (bytes.length !== BODY_BYTES + MAC_BYTES || bytes.toString('base64url') !== text) return undefined;
      const body = bytes.subarray(0, BODY_BYTES);
      return timingSafeEqual(sign(body), bytes.subarray(BODY_BYTES)) ? decode(body) : undefined;
    },
  };
}

function encode(target: LinkTarget): Buffer {
  const [seq, ordinal] = target.key.split(':').map(Number) as [number, number];
  const body = Buffer.alloc(BODY_BYTES);
  body.writeUInt8(kinds.indexOf(target.kind), 0);
  body.write(target.leadId.replaceAll('-', ''), 1, 'hex');
  body.writeUIntBE(seq, 17, 6);
  body.writeUInt16BE(ordinal, 23);
  body.writeUInt16BE(target.index, 25);
  return body;
}

function decode(body: Buffer): LinkTarget | undefined {
  const kind = kinds[body.readUInt8(0)];
  if (kind === undefined) return undefined;
  const leadId = body.toString('hex', 1, 17).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return {
    kind,
    leadId,
    key: `${body.readUIntBE(17, 6)}:${body.readUInt16BE(23)}`,
    index: body.readUInt16BE(25),
  };
}
