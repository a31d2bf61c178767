import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Outcome } from '../../engine/core/types.ts';
import type { RenderedEmail } from './render.ts';
import type { MailSender } from './variables.ts';

export interface SmtpMail extends RenderedEmail {
  from: MailSender;
  to: { name: string; address: string };
  /** Without angle brackets; the same on every attempt, so that an email in doubt can be looked for at the other side. */
  messageId: string;
  /** Present for marketing: one click at the mail program unsubscribes (RFC 8058). */
  unsubscribe?: string;
}

export interface Smtp {
  /**
   * `sent` when the server took the message; `failed` when it said no or the connection broke before the message;
   * `in_doubt` when the connection broke after a byte of it went out. Never rejects.
   */
  send(mail: SmtpMail): Promise<Outcome>;
  close(): void;
}

/** `smtp://user:password@host:port` or `smtps://...`, with a pool of up to five connections. */
export function createSmtp(url: string): Smtp {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 5,
    // A message not yet begun moves to another connection when its own breaks; twice is enough.
    maxRequeues: 2,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const streams = new WeakMap<object, Readable>();
  // The message's stream is asked for when an attempt begins and read only once the server has agreed to take it.
  transport.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) => {
      const stream = create(options);
      streams.set(mail.data.headers as object, stream);
      return stream;
    };
    done();
  });
  return {
    async send(mail) {
      const headers = {
        'X-Entity-Ref-ID': mail.messageId,
        ...(mail.unsubscribe ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
      };
      try {
        await transport.sendMail({
          from: { name: mail.from.name, address: mail.from.email },
          to: mail.to,
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          messageId: `<${mail.messageId}>`,
          headers,
          // Doubly nested: two addresses in one list would become two headers.
          ...(mail.unsubscribe ? { list: { unsubscribe: [[mail.unsubscribe]] } } : {}),
        });
        return { status: 'sent', messageId: mail.messageId };
      } catch (error) {
        return outcomeOf(error, streams.get(headers));
      }
    },
    close: () => transport.close(),
  };
}

interface SmtpError {
  message: string;
  code?: string;
  /** The server's answer, when there was one. */
  responseCode?: number;
  response?: string;
}

const LONGEST_REASON = 200;

function outcomeOf(thrown: unknown, stream: Readable | undefined): Outcome {
  const error = thrown as SmtpError;
  const answered = error.responseCode !== undefined && error.responseCode >= 400;
  if (!answered && stream?.readableDidRead) return { status: 'in_doubt' };
  const text = answered
    ? (error.response ?? String(error.responseCode))
    : `${error.code ?? 'ERROR'} ${error.message}`;
  return { status: 'failed', reason: `smtp: ${text.replace(/\s+/g, ' ').slice(0, LONGEST_REASON)}` };
}
