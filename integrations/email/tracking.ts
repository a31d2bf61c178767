import type { Database } from '../../db/connection.ts';
import type { Instant } from '../../engine/core/types.ts';
import type { IncomingEvent } from '../../engine/runtime/engine.ts';
import type { Library } from '../../knowledge/library.ts';
import { createLinkSigner, type LinkKind, type LinkTarget } from './links.ts';
import { createPinnedContent } from './pinned-content.ts';
import { AGAIN_WORDING, frequencies, readPreferences, readSurvey } from './preferences.ts';
import { readSentMail, type SentMail } from './sent-mail.ts';
import { TEST_TOKEN, testLinkWords } from './test-mark.ts';
import { type Offer, textPage, unsubscribeDonePage, unsubscribeFormPage } from './tracking-pages.ts';

export interface TrackingResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer>;
}

/**
 * What the links of an email do. Routes: `/t/o/:token` onOpen, `/t/c/:token` onClick, `/u/:token` unsubscribePage for
 * GET and HEAD, onUnsubscribe for POST; `/u/:token/preferences` onPreferences and `/u/:token/survey` onSurvey for POST. None needs a session: the token is the permission. They reject only when the
 * database is away, except that a click is never held up by the engine.
 */
export interface Tracking {
  /** Opens are a weak signal: mail programs fetch images by themselves. Nothing may be gated on them alone. */
  onOpen(token: string, method: string): Promise<TrackingResponse>;
  onClick(token: string, method: string): Promise<TrackingResponse>;
  unsubscribePage(token: string): Promise<TrackingResponse>;
  onUnsubscribe(token: string): Promise<TrackingResponse>;
  onPreferences(token: string, form: URLSearchParams): Promise<TrackingResponse>;
  onSurvey(token: string, form: URLSearchParams): Promise<TrackingResponse>;
}

export interface TrackingOptions {
  db: Database;
  library: Pick<Library, 'get'>;
  secret: string;
  publicUrl: string;
  clock: () => Instant;
  ingest: (events: readonly IncomingEvent[]) => Promise<unknown>;
  /** Whether the program in force acts upon `preferences_updated`; only then people are offered the choice. */
  keepsPreferences: () => Promise<boolean>;
  log?: (line: string, details?: Readonly<Record<string, unknown>>) => void;
}

/** Earlier than this after sending it is a scanner at the receiving side, not a person. */
export const INSTANT_MS = 2000;

/** One transparent pixel. */
const pixel = new Uint8Array(
  Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
);
const plain = {
  'cache-control': 'no-store, private',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

export function createTracking(options: TrackingOptions): Tracking {
  const { db, clock } = options;
  const links = createLinkSigner(options);
  const pinned = createPinnedContent(options.library);

  async function find(
    token: string,
    kind: LinkKind,
  ): Promise<{ target: LinkTarget; mail: SentMail } | undefined> {
    const target = links.read(token);
    if (target?.kind !== kind) return undefined;
    const mail = await readSentMail(db, target);
    return mail && { target, mail };
  }

  const counts = (mail: SentMail, method: string) =>
    method === 'GET' && mail.settledAt !== null && clock() - mail.settledAt >= INSTANT_MS;

  const offer = async (mail: LinkTarget): Promise<Offer> => ({
    path: new URL(links.unsubscribe(mail)).pathname,
    preferences: await options.keepsPreferences(),
  });

  /** `once` is what may happen once per email. */
  function event(
    name: string,
    { target, mail }: { target: LinkTarget; mail: SentMail },
    once: string,
    more = {},
  ): IncomingEvent {
    const { track, step, content } = mail.effect;
    return {
      messageId: `${name}:${target.leadId}:${target.key}:${once}`,
      source: 'email',
      ...mail.identity,
      name,
      occurredAt: clock(),
      properties: { track, step, item: content.item, ...more },
    };
  }

  return {
    async onOpen(token, method) {
      const found = await find(token, 'open');
      if (!found) return notFound();
      if (counts(found.mail, method)) await options.ingest([event('email_open', found, 'once')]);
      return { status: 200, headers: { ...plain, 'content-type': 'image/gif' }, body: pixel };
    },

    async onClick(token, method) {
      const found = await find(token, 'click');
      if (!found) return notFound();
      const { email } = await pinned(found.mail.effect.content);
      const url = email.urls[found.target.index];
      if (url === undefined) return notFound();
      if (counts(found.mail, method)) {
        const clicked = event('email_click', found, String(found.target.index), { link_url: url });
        try {
          await options.ingest([clicked]);
        } catch (error) {
          // The reader wants the page, whatever becomes of our count.
          options.log?.('A click was not counted.', { message: clicked.messageId, reason: String(error) });
        }
      }
      return { status: 302, headers: { ...plain, location: url }, body: '' };
    },

    async unsubscribePage(token) {
      if (token === TEST_TOKEN) return page(200, textPage('This was a test', testLinkWords));
      const found = await find(token, 'unsubscribe');
      return found ? page(200, unsubscribeFormPage(await offer(found.target))) : notFound();
    },

    async onUnsubscribe(token) {
      if (token === TEST_TOKEN) return page(200, textPage('This was a test', testLinkWords));
      const found = await find(token, 'unsubscribe');
      if (!found) return notFound();
      // Never a duplicate: who consented again in the meantime must be able to leave again.
      await options.ingest([event('unsubscribe', found, String(clock()))]);
      return page(200, unsubscribeDonePage(await offer(found.target)));
    },

    async onPreferences(token, form) {
      const found = await find(token, 'unsubscribe');
      if (!found) return notFound();
      const chosen = readPreferences(form);
      if (!chosen) return notChosen();
      const { frequency, again } = chosen;
      const now = String(clock());
      // Whoever left and wants emails again says so here, in these words.
      const grant = { purpose: 'marketing', basis: 'consent', wording: AGAIN_WORDING };
      await options.ingest([
        ...(again ? [event('consent_granted', found, now, grant)] : []),
        event('preferences_updated', found, now, { frequency }),
      ]);
      return page(200, textPage('Saved', `Your choice is on record: ${frequencies[frequency]}.`));
    },

    async onSurvey(token, form) {
      const found = await find(token, 'unsubscribe');
      if (!found) return notFound();
      const answer = readSurvey(form);
      if (!answer) return notChosen();
      await options.ingest([event('exit_survey', found, 'once', answer)]);
      return page(200, textPage('Thank you', 'Your answer helps us to write less, and better.'));
    },
  };
}

function notFound(): TrackingResponse {
  return page(
    404,
    textPage('This link does not work', 'It is incomplete, or the email it belongs to no longer exists.'),
  );
}

function notChosen(): TrackingResponse {
  return page(
    400,
    textPage('Nothing was chosen', 'Go back and choose one of the answers; nothing was changed.'),
  );
}

function page(status: number, body: string): TrackingResponse {
  const headers = {
    ...plain,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  };
  return { status, headers, body };
}
