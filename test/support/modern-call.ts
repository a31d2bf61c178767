/** One request as a client of 2026-07-28 sends it, written by hand: what a client of ours would refuse to send. */
export function modernCall(
  params: { name: string; arguments: unknown; inputResponses?: object; requestState?: unknown },
  capabilities: object,
): { headers: Record<string, string>; body: string } {
  const key = (name: string) => `io.modelcontextprotocol/${name}`;
  const _meta = {
    [key('protocolVersion')]: '2026-07-28',
    [key('clientInfo')]: { name: 'raw', version: '1' },
    [key('clientCapabilities')]: capabilities,
  };
  return {
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': params.name,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { ...params, _meta } }),
  };
}

/** The answer to it, whether it came as JSON or as one event. */
export async function modernAnswer(response: Response): Promise<{
  result?: { resultType?: string; requestState?: string; isError?: boolean; content?: { text: string }[] };
  error?: { code: number; message: string };
}> {
  const text = await response.text();
  const line = text.split('\n').findLast((one) => one.startsWith('data: {'));
  return JSON.parse(line ? line.slice('data: '.length) : text);
}
