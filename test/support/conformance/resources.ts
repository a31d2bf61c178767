import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import { image } from './samples.ts';

/** The resources that the suite reads and subscribes to. */
export function registerResources(server: McpServer): void {
  const plain = (name: string, words: string) => {
    const uri = `test://${name}`;
    server.registerResource(name, uri, { title: name, mimeType: 'text/plain' }, async () => ({
      contents: [{ uri, mimeType: 'text/plain', text: words }],
    }));
  };
  plain('static-text', 'This is the content of the static text resource.');
  plain('watched-resource', 'Watched resource content');
  const binary = 'test://static-binary';
  server.registerResource('static-binary', binary, { mimeType: image.mimeType }, async () => ({
    contents: [{ uri: binary, mimeType: image.mimeType, blob: image.data }],
  }));
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { mimeType: 'application/json' },
    async (uri, { id }) => {
      const words = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
      return { contents: [{ uri: uri.href, mimeType: 'application/json', text: words }] };
    },
  );
  server.server.setRequestHandler('resources/subscribe', async () => ({}));
  server.server.setRequestHandler('resources/unsubscribe', async () => ({}));
}
