import type { ServerResponse } from 'node:http';

/** What goes wrong with the next calls of a method. */
export interface Fault {
  method: string;
  /**
   * `limited`: 429 with Retry-After. `error`: Slack answers with this code. `broken`: HTTP 500. `cut-before`: the
   * connection ends and nothing was done. `cut-after`: it was done, and the connection ends before that is said.
   */
  kind: 'limited' | 'error' | 'broken' | 'cut-before' | 'cut-after';
  /** How many calls; default 1. */
  times?: number;
  /** Seconds, with `limited`; default 30. */
  retryAfter?: number;
  /** With `error`. */
  code?: string;
  /** Resolved before anything else happens to the call: it is slow until then. */
  until?: Promise<unknown>;
}

/** The faults that were ordered; one call takes one of them. */
export function createFaults() {
  const ordered: Fault[] = [];
  return {
    order: (fault: Fault) => {
      for (let time = 0; time < (fault.times ?? 1); time += 1) ordered.push(fault);
    },
    take(method: string): Fault | undefined {
      const index = ordered.findIndex((fault) => fault.method === method);
      return index < 0 ? undefined : ordered.splice(index, 1)[0];
    },
    clear: () => void ordered.splice(0),
  };
}

/** Answers with the fault; false where the call is to be made first. */
export function fail(response: ServerResponse, fault: Fault): boolean {
  const json = { 'content-type': 'application/json' };
  switch (fault.kind) {
    case 'limited':
      response.writeHead(429, { ...json, 'retry-after': String(fault.retryAfter ?? 30) });
      response.end('{"ok":false,"error":"ratelimited"}');
      return true;
    case 'error':
      response.writeHead(200, json).end(JSON.stringify({ ok: false, error: fault.code ?? 'fatal_error' }));
      return true;
    case 'broken':
      response.writeHead(500).end('');
      return true;
    case 'cut-before':
      response.destroy();
      return true;
    case 'cut-after':
      return false;
  }
}
