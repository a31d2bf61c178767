import type { Exchange, Plan, ToolRequest } from './requests.ts';
import { testWorld } from './test-world.ts';
import { understand } from './understand.ts';

export function plan(text: string, history: Exchange[] = []): Plan {
  return understand(text, testWorld(history));
}

/** The calls a message leads to, or what is said instead. */
export function callsOf(text: string, history: Exchange[] = []): ToolRequest[] | string {
  const found = plan(text, history);
  return 'calls' in found ? found.calls : found.say;
}

export const pricing = 'page_visits >= 1 WHERE (page_url CONTAINS "pricing")';
