import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';

/** Attributes that may leave: numbers, names of models and tools, and codes. Whatever is not here stays. */
const allowed: ReadonlySet<string> = new Set([
  'trellis.turn',
  'trellis.person',
  'trellis.role',
  'trellis.via',
  'trellis.model',
  'trellis.outcome',
  'trellis.tools',
  'trellis.tool_errors',
  'trellis.changes',
  'trellis.tokens.input',
  'trellis.tokens.output',
  'gen_ai.operation.name',
  'gen_ai.provider.name',
  'gen_ai.request.model',
  'gen_ai.request.max_tokens',
  'gen_ai.request.stream',
  'gen_ai.response.finish_reasons',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.client.operation.duration',
  'gen_ai.client.operation.time_to_first_chunk',
  'gen_ai.tool.name',
  'gen_ai.tool.type',
  'http.response.status_code',
  'server.address',
  'server.port',
]);
/** Values are such as names and codes have them: no sentence, no address, no condition. */
const code = /^[\w.:/+-]{1,100}$/;

/**
 * Passes spans on with what may leave the installation and nothing else. Errors carry what a provider or a lead had
 * written, so their words, and all events, stay; a tool that a model made up has the name `unknown`.
 */
export function onlyAllowed(next: SpanProcessor, tools: ReadonlySet<string>): SpanProcessor {
  return {
    onStart: (span, parent) => next.onStart(span, parent),
    onEnd: (span) => next.onEnd(withoutWords(span, tools)),
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  };
}

function withoutWords(span: ReadableSpan, tools: ReadonlySet<string>): ReadableSpan {
  const attributes: Attributes = {};
  for (const [key, value] of Object.entries(span.attributes)) {
    if (!allowed.has(key)) continue;
    if (key === 'gen_ai.tool.name') attributes[key] = tools.has(String(value)) ? value : 'unknown';
    else if (isCode(value)) attributes[key] = value;
  }
  return {
    name: nameOf(span.name, tools),
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(span.parentSpanContext && { parentSpanContext: span.parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    status: { code: span.status.code },
    attributes,
    links: [],
    events: [],
    duration: span.duration,
    ended: span.ended,
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function isCode(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isCode);
  return typeof value === 'number' || typeof value === 'boolean' || code.test(String(value));
}

/** `execute_tool query_leads`, `chat gpt-…`, `step 2`. */
function nameOf(name: string, tools: ReadonlySet<string>): string {
  const [kind = '', ...rest] = name.split(' ');
  const of = rest.join(' ');
  if (kind === 'execute_tool') return tools.has(of) ? name : kind;
  return code.test(of) ? name : kind;
}
