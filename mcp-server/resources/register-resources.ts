import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
  type Variables,
} from '@modelcontextprotocol/server';
import { completeLive } from '../completing.ts';
import type { Connection } from '../connection.ts';
import { fixedResources } from './fixed.ts';
import { listResources } from './list-resources.ts';
import { refuse } from './refuse.ts';
import type { FixedResource, ResourceTemplateOf } from './resource.ts';
import { tellChanges } from './tell-changes.ts';
import { resourceTemplates } from './templates.ts';

/** Of one connection. */
const mostSubscribed = 1_000;

/** Offers what can be read by its address. */
export async function registerResources(server: McpServer, connection: Connection): Promise<void> {
  server.server.registerCapabilities({ resources: { listChanged: true, subscribe: true } });
  for (const resource of fixedResources) registerFixed(server, resource, connection);
  for (const template of resourceTemplates) registerTemplate(server, template, connection);
  listInPages(server, connection);
}

function registerFixed(
  server: McpServer,
  { uri, name, read, ...shown }: FixedResource,
  connection: Connection,
) {
  server.registerResource(name, uri, shown, async () =>
    contents(uri, shown.mimeType, connection, () => read(connection.port)),
  );
}

function registerTemplate(
  server: McpServer,
  { template, name, variables, read, tool: _, ...shown }: ResourceTemplateOf,
  connection: Connection,
) {
  const completing = Object.entries(variables).map(([variable, of]) => [
    variable,
    (text: string) => (of === '' ? [] : completeLive(connection, { of }, text)),
  ]);
  const shape = new ResourceTemplate(template, {
    list: undefined,
    complete: Object.fromEntries(completing),
  });
  server.registerResource(name, shape, shown, async (uri, named) =>
    contents(uri.href, shown.mimeType, connection, () => read(decoded(named), connection.port)),
  );
}

async function contents(
  uri: string,
  mimeType: string,
  { report }: Connection,
  read: () => Promise<string>,
): Promise<{ contents: { uri: string; mimeType: string; text: string }[] }> {
  try {
    return { contents: [{ uri, mimeType, text: await read() }] };
  } catch (error) {
    throw refuse(error, report, uri);
  }
}

/** As they were before they were put into the address. */
function decoded(named: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(named).map(([name, value]) => {
      const text = String(value);
      try {
        return [name, decodeURIComponent(text)];
      } catch {
        return [name, text];
      }
    }),
  );
}

/** In the place of the SDK's own lists: those have no pages, and no subscriptions of the legacy era. */
function listInPages(server: McpServer, connection: Connection): void {
  const { port, era, report } = connection;
  const telling = tellChanges(server, connection);
  server.server.setRequestHandler('resources/list', async ({ params }) => {
    // Who has not listed anything has nothing to be told of.
    if (era === 'legacy') telling.begin();
    try {
      return await listResources(port, params?.cursor);
    } catch (error) {
      throw refuse(error, report);
    }
  });
  server.server.setRequestHandler('resources/templates/list', async () => {
    const tools = new Set((await port.list()).map(({ name }) => name));
    const offered = resourceTemplates.filter(({ tool }) => tool === undefined || tools.has(tool));
    return {
      resourceTemplates: offered.map(({ template, name, title, description, mimeType }) => ({
        uriTemplate: template,
        name,
        title,
        description,
        mimeType,
      })),
    };
  });
  if (era === 'modern') return;
  server.server.setRequestHandler('resources/subscribe', ({ params }) => {
    if (telling.subscribed.size >= mostSubscribed) throw tooMany();
    telling.subscribed.add(params.uri);
    telling.begin();
    return {};
  });
  server.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    telling.subscribed.delete(params.uri);
    return {};
  });
}

function tooMany(): ProtocolError {
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There are ${mostSubscribed} subscriptions already; end some with resources/unsubscribe.`,
  );
}
