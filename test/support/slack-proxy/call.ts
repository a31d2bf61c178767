/** One call of the Web API, its arguments read whether they came as a form or as JSON. */
export interface Call {
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a method takes
  args: Record<string, any>;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a method gives
export type Answer = { ok: boolean; error?: string; [field: string]: any };

/** A call of the emulator itself, past the proxy. */
export type Emulator = (method: string, args: Record<string, unknown>) => Promise<Answer>;

export function readCall(url: string, type: string, body: Buffer): Call | undefined {
  const method = /^\/api\/([\w.]+)/.exec(url)?.[1];
  if (!method) return undefined;
  if (type.includes('application/json'))
    return { method, args: JSON.parse(body.toString() || '{}') as Record<string, unknown> };
  if (!type.includes('x-www-form-urlencoded')) return { method, args: {} };
  const args = Object.fromEntries(
    [...new URLSearchParams(body.toString())].map(([name, value]) => [name, unpacked(value)]),
  );
  return { method, args };
}

/** The client writes objects and lists into a form as JSON. */
function unpacked(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
