import type { McpServer } from '@modelcontextprotocol/server';
import type { Connection } from '../connection.ts';

/** Offers the prompts that a person can start with. */
export async function registerPrompts(_server: McpServer, _connection: Connection): Promise<void> {}
