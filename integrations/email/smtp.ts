import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Delivered } from '../../engine/runtime/types.ts';
import type { RenderedEmail } from '../../knowledge/template/render.ts';
import type { MailSender } from '../../knowledge/template/variables.ts';

export interface SmtpMail extends RenderedEmail {
  from: MailSender;
  to: { name: string; address: string };
  /** Without angle brackets; the same on every attempt, so that an email in doubt can be looked for at the other side. */
  messageId: string;
  /** Present for marketing: one click at the mail program unsubscribes (RFC 8058). */
  unsubscribe?: string;
  /** Pictures that the HTML shows by `cid:ID`. */
  pictures?: readonly { id: string; name: string; png: Uint8Array }[];
}

export interface Smtp {
  /**
   * `sent` when the server took the message; `failed` when it said no for good, as a bounce when it does not know the
   * recipient; `retry` when it said not now or could not be reached or signed in at, with nothing handed over;
   * `in_doubt` when the connection broke after a byte of the message went out. Never rejects.
   */
  send(mail: SmtpMail): Promise<Delivered>;
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
          ...(mail.pictures && {
            attachments: mail.pictures.map(({ id, name, png }) => ({
              cid: id,
              filename: name,
              content: Buffer.from(png),
              contentType: 'image/png',
              contentDisposition: 'inline' as const,
            })),
          }),
          // Doubly nested: two addresses in one list would become two headers.
          ...(mail.unsubscribe ? { list: { unsubscribe: [[mail.unsubscribe]] } } : {}),
        });
        return { status: 'sent', messageId: mail.messageId };
      } catch (error) {
        return deliveredOf(error, streams.get(headers));
      }
    },
    close: () => transport.close(),
  };
}

interface SmtpError {
  message: string;
  code?: string;
  /** The server's answer, when there was one, and to which command. */
  responseCode?: number;
  response?: string;
  command?: string;
}

const LONGEST_REASON = 200;

/** Errors of the library that are about the connection, not about the email. A wrong password is the operator's to mend. */
const aboutConnection = new Set([
  ...['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EREQUIRETLS', 'EPROTOCOL', 'EPROXY'],
  ...['EAUTH', 'ENOAUTH', 'EOAUTH2', 'EMAXLIMIT'],
]);

function deliveredOf(thrown: unknown, stream: Readable | undefined): Delivered {
  const error = thrown as SmtpError;
  const { code = 'ERROR', responseCode = 0 } = error;
  const answered = responseCode >= 400;
  if (!answered && stream?.readableDidRead) return { status: 'in_doubt' };
  const text = answered ? (error.response ?? String(responseCode)) : `${code} ${error.message}`;
  const reason = `smtp: ${text.replace(/\s+/g, ' ').slice(0, LONGEST_REASON)}`;
  if (aboutConnection.has(code) || (answered && responseCode < 500)) return { status: 'retry', reason };
  return { status: 'failed', reason, ...(isUnknownRecipient(error) && { bounce: 'hard' as const }) };
}

/** Refused at RCPT; with an enhanced status (RFC 3463) only one that is about the address: 5.7.1 is about us. */
function isUnknownRecipient({ command, responseCode = 0, response = '' }: SmtpError): boolean {
  const isAddress = !/^\d{3}[ -]5\.(?!1\.)/.test(response);
  return command === 'RCPT TO' && [550, 551, 553, 554].includes(responseCode) && isAddress;
}
