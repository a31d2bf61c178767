import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { createRandom } from '../../demo/random.ts';

/** What the server does with one message. */
type Mood =
  | 'takes it'
  | 'refuses the recipient for now'
  | 'refuses the recipient for good'
  | 'refuses the message for now'
  | 'refuses the message for good'
  | 'hangs, then takes it'
  | 'hangs up at the recipient'
  | 'hangs up before its answer, not having taken it'
  | 'hangs up before its answer, having taken it'
  | 'hangs up after its answer, at the next email';

const moods: readonly (readonly [Mood, number])[] = [
  ['takes it', 64],
  ['refuses the recipient for now', 8],
  ['refuses the recipient for good', 1],
  ['refuses the message for now', 6],
  ['refuses the message for good', 1],
  ['hangs, then takes it', 6],
  ['hangs up at the recipient', 4],
  ['hangs up before its answer, not having taken it', 3],
  ['hangs up before its answer, having taken it', 3],
  ['hangs up after its answer, at the next email', 4],
];

export interface MoodySmtp {
  url: string;
  /** How often each message id was taken. */
  taken: ReadonlyMap<string, number>;
  /** Message ids whose sender was not told what became of them. */
  unanswered: ReadonlySet<string>;
  /** How often it was in which mood. */
  moods: ReadonlyMap<Mood, number>;
  /** From now on it takes everything. */
  calm(): void;
  close(): Promise<void>;
}

/** A real SMTP server that draws a mood for each message. It counts what it took, as a recipient would. */
export async function startSmtp(seed: string): Promise<MoodySmtp> {
  const random = createRandom(seed, 'smtp');
  const taken = new Map<string, number>();
  const unanswered = new Set<string>();
  const drawn = new Map<Mood, number>();
  const sockets = new Map<number, Socket>();
  const moodOf = new Map<string, Mood>();
  const leaving = new Set<number>();
  let isCalm = false;
  const hangUp = ({ remotePort }: SMTPServerSession) => sockets.get(remotePort)?.destroy();

  const receive = async (stream: Readable, session: SMTPServerSession, answer: (error?: Error) => void) => {
    const id = await messageIdOf(stream);
    // Its sender died in the middle.
    if (id === undefined) return;
    const mood = moodOf.get(session.id) ?? 'takes it';
    if (mood.startsWith('refuses the message')) return answer(refusal(mood));
    if (mood.startsWith('hangs,')) await wait(500 + random.int(0, 1500));
    // From here on it is in the recipient's mailbox, whatever its sender hears.
    if (mood !== 'hangs up before its answer, not having taken it') taken.set(id, (taken.get(id) ?? 0) + 1);
    if (mood.startsWith('hangs up before')) {
      unanswered.add(id);
      return hangUp(session);
    }
    answer();
    if (mood.startsWith('hangs up after')) leaving.add(session.remotePort);
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onMailFrom: (_address, session, done) => (leaving.delete(session.remotePort) ? hangUp(session) : done()),
    onRcptTo(_address, session, done) {
      const mood = isCalm ? 'takes it' : random.weighted(moods);
      drawn.set(mood, (drawn.get(mood) ?? 0) + 1);
      moodOf.set(session.id, mood);
      if (mood === 'hangs up at the recipient') return void hangUp(session);
      done(mood.startsWith('refuses the recipient') ? refusal(mood) : null);
    },
    onData: (stream, session, done) => void receive(stream, session, done),
  });
  // Connections that a killed worker leaves behind.
  server.on('error', () => {});
  (server.server as Server).on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('close', () => {
      if (sockets.get(port) === socket) sockets.delete(port);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server.server as Server, 'listening');
  const { port } = (server.server as Server).address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    unanswered,
    moods: drawn,
    calm: () => {
      isCalm = true;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(mood: Mood): Error {
  return mood.endsWith('for now')
    ? Object.assign(new Error('Not now'), { responseCode: 451 })
    : Object.assign(new Error('Mailbox full'), { responseCode: 552 });
}

/** Undefined when the message did not arrive whole. */
async function messageIdOf(stream: Readable): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch {
    return undefined;
  }
  const text = Buffer.concat(chunks).toString('latin1');
  return /^message-id:\s*<([^>]+)>/im.exec(text)?.[1] ?? 'a message without an id';
}
