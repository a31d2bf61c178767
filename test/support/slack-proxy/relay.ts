import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (request: Request) => Promise<Response>;

export interface Relay {
  /** Where Slack sends to. */
  url: string;
  /** Who answers; until then nobody does. */
  target: Answer | undefined;
  /** How often everything is delivered. */
  deliveries: number;
  /** The answers given, by their status. */
  statuses: number[];
  stop(): Promise<void>;
}

/** Stands between the emulator's signed HTTP and the app: delivers everything several times, as Slack does when in doubt. */
export async function startRelay(): Promise<Relay> {
  const server = createServer((request, response) => {
    deliver(request).then(
      async (answer) =>
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text()),
      () => response.writeHead(502).end(),
    );
  });
  async function deliver(request: IncomingMessage): Promise<Response> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const once = async () => {
      if (!relay.target) throw new Error('nobody answers');
      const answer = await relay.target(
        new Request(relay.url, { method: 'POST', headers, body: Buffer.concat(chunks) }),
      );
      relay.statuses.push(answer.status);
      return answer;
    };
    const answers = await Promise.all(Array.from({ length: relay.deliveries }, once));
    return answers[0] as Response;
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const relay: Relay = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    target: undefined,
    deliveries: 4,
    statuses: [],
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return relay;
}
