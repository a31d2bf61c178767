import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createSmtp, type Smtp, type SmtpMail } from './smtp.ts';

const open: { close(done?: () => void): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const mail = (more: Partial<SmtpMail> = {}): SmtpMail => ({
  from: { name: 'Fernhollow', email: 'hello@fernhollow.test', postalAddress: '12 Quarry Lane' },
  to: { name: 'Ana Sílva', address: 'ana@oak.test' },
  subject: 'Ünïcode subject',
  html: `<p>Hällo</p>${'<p>filler text</p>'.repeat(2000)}`,
  text: 'Hällo',
  messageId: 'lead.1.0@fernhollow.test',
  unsubscribe: 'https://app.example/u/abc',
  ...more,
});

async function listen(server: Server, credentials = ''): Promise<Smtp> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const smtp = createSmtp(`smtp://${credentials}127.0.0.1:${(server.address() as AddressInfo).port}`);
  open.push(smtp, server);
  return smtp;
}

function realServer(
  options: SMTPServerOptions = {},
  credentials = '',
): { smtp: Promise<Smtp>; received: ParsedMail[] } {
  const received: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      simpleParser(stream).then((parsed) => {
        received.push(parsed);
        done();
      }, done);
    },
    ...options,
  });
  return { smtp: listen(server.server as Server, credentials), received };
}

test('an email arrives with both parts, its names, its id and one-click unsubscribe', async () => {
  const { smtp, received } = realServer();
  expect(await (await smtp).send(mail())).toEqual({ status: 'sent', messageId: 'lead.1.0@fernhollow.test' });
  const [got] = received;
  expect(got?.subject).toBe('Ünïcode subject');
  expect(got?.from?.text).toBe('"Fernhollow" <hello@fernhollow.test>');
  expect(got?.to).toMatchObject({ value: [{ name: 'Ana Sílva', address: 'ana@oak.test' }] });
  expect(got?.text?.trim()).toBe('Hällo');
  expect(got?.html).toContain('<p>Hällo</p>');
  expect(got?.messageId).toBe('<lead.1.0@fernhollow.test>');
  const lines = got?.headerLines.filter(({ key }) => key.startsWith('list-')).map(({ line }) => line);
  expect(lines?.sort()).toEqual([
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'List-Unsubscribe: <https://app.example/u/abc>',
  ]);
});

test('a transactional email has no list headers', async () => {
  const { smtp, received } = realServer();
  await (await smtp).send(mail({ unsubscribe: undefined }));
  expect(received[0]?.headerLines.filter(({ key }) => key.startsWith('list-'))).toEqual([]);
});

const refuse = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

test('a refused recipient is failed with the server’s words, and bounced', async () => {
  const { smtp, received } = realServer({
    onRcptTo: (_to, _session, done) => done(refuse(550, 'No such user here')),
  });
  expect(await (await smtp).send(mail())).toEqual({
    status: 'failed',
    reason: 'smtp: 550 No such user here',
    bounce: 'hard',
  });
  expect(received).toEqual([]);
});

test.each([
  [554, '5.1.1 No such user', { bounce: 'hard' }],
  [550, '5.7.1 Your address is on our list', {}],
  [552, 'Mailbox full', {}],
])('%i %s says whether the address is at fault', async (code, words, more) => {
  const { smtp } = realServer({ onRcptTo: (_to, _session, done) => done(refuse(code, words)) });
  expect(await (await smtp).send(mail())).toEqual({
    status: 'failed',
    reason: `smtp: ${code} ${words}`,
    ...more,
  });
});

test('a temporary refusal is to be tried again, with its code', async () => {
  const from = realServer({ onMailFrom: (_from, _session, done) => done(refuse(451, 'Try later')) });
  expect(await (await from.smtp).send(mail())).toEqual({ status: 'retry', reason: 'smtp: 451 Try later' });
  const to = realServer({ onRcptTo: (_to, _session, done) => done(refuse(450, 'Greylisted')) });
  expect(await (await to.smtp).send(mail())).toEqual({ status: 'retry', reason: 'smtp: 450 Greylisted' });
});

test('a message refused for now after its end is to be tried again: the server has answered', async () => {
  const { smtp } = realServer({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(refuse(452, 'No room')));
    },
  });
  expect(await (await smtp).send(mail())).toEqual({ status: 'retry', reason: 'smtp: 452 No room' });
});

test('a wrong password is the operator’s to mend and loses no email', async () => {
  const { smtp } = realServer(
    { disabledCommands: ['STARTTLS'], onAuth: (_auth, _session, done) => done(refuse(535, 'Wrong')) },
    'me:wrong@',
  );
  expect(await (await smtp).send(mail())).toEqual({
    status: 'retry',
    reason: expect.stringContaining('smtp: 535'),
  });
});

test('a message refused after its end is failed: the server has answered', async () => {
  const { smtp } = realServer({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(refuse(554, 'Looks like spam')));
    },
  });
  expect(await (await smtp).send(mail())).toEqual({ status: 'failed', reason: 'smtp: 554 Looks like spam' });
});

test('the connection stays usable after a refusal, and several emails go out at once', async () => {
  const { smtp, received } = realServer({
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('bad') ? refuse(550, 'no') : undefined),
  });
  const client = await smtp;
  const send = (address: string) =>
    client.send(mail({ to: { name: '', address }, messageId: `${address}.x` }));
  const outcomes = await Promise.all(
    ['a@o.test', 'bad@o.test', 'b@o.test', 'c@o.test', 'd@o.test', 'e@o.test', 'f@o.test'].map(send),
  );
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    'sent',
    'failed',
    'sent',
    'sent',
    'sent',
    'sent',
    'sent',
  ]);
  expect(received).toHaveLength(6);
});

test('nobody listening is to be tried again', async () => {
  const server = createServer();
  const smtp = await listen(server);
  server.close();
  await once(server, 'close');
  expect(await smtp.send(mail())).toMatchObject({
    status: 'retry',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
});

/** A server that speaks just enough SMTP and hangs up where the test wants it. */
async function rudeServer(
  hangUp: 'greeting' | 'MAIL' | 'RCPT' | 'DATA' | 'middle' | 'end' | 'after',
): Promise<{ smtp: Smtp; datas: () => number }> {
  let datas = 0;
  const converse = (socket: Socket) => {
    if (hangUp === 'greeting') return socket.destroy();
    let inData = false;
    let seen = '';
    socket.on('error', () => {});
    socket.write('220 rude ESMTP\r\n');
    socket.on('data', (chunk) => {
      seen += chunk.toString('latin1');
      if (inData) {
        if (hangUp === 'after' && seen.endsWith('\r\n.\r\n')) socket.end('250 taken\r\n');
        else if (hangUp === 'middle' || seen.endsWith('\r\n.\r\n')) socket.destroy();
        return;
      }
      for (let end = seen.indexOf('\r\n'); end >= 0; end = seen.indexOf('\r\n')) {
        const command = seen.slice(0, 4);
        seen = seen.slice(end + 2);
        if (command === hangUp) return socket.destroy();
        if (command === 'DATA') {
          datas++;
          inData = true;
          socket.write('354 go on\r\n');
        } else socket.write('250 ok\r\n');
      }
    });
  };
  return { smtp: await listen(createServer(converse)), datas: () => datas };
}

test.each(['MAIL', 'RCPT', 'DATA'] as const)(
  'a connection broken at %s, before the message, is to be tried again',
  async (at) => {
    const { smtp, datas } = await rudeServer(at);
    expect(await smtp.send(mail())).toMatchObject({
      status: 'retry',
      reason: expect.stringContaining('smtp: ECONNECTION'),
    });
    expect(datas()).toBe(0);
  },
);

test('a server that hangs up before its greeting is to be tried again', async () => {
  const { smtp } = await rudeServer('greeting');
  expect(await smtp.send(mail())).toMatchObject({ status: 'retry' });
});

test.each(['middle', 'end'] as const)(
  'a connection broken at the %s of the message is in doubt, and is not tried again',
  async (at) => {
    const { smtp, datas } = await rudeServer(at);
    expect(await smtp.send(mail())).toEqual({ status: 'in_doubt' });
    expect(datas()).toBe(1);
  },
);

test('a connection that the server dropped between two emails costs neither', async () => {
  const { smtp, datas } = await rudeServer('after');
  expect(await smtp.send(mail())).toMatchObject({ status: 'sent' });
  expect(await smtp.send(mail({ messageId: 'lead.2.0@fernhollow.test' }))).toMatchObject({ status: 'sent' });
  expect(datas()).toBe(2);
});
