import type { McpServer } from '@modelcontextprotocol/server';
import type { Connection } from '../connection.ts';

/** Offers what can be read by its address. */
export async function registerResources(_server: McpServer, _connection: Connection): Promise<void> {}
