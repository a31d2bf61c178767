import { createHash, randomUUID } from 'node:crypto';
import { OpenTelemetry } from '@ai-sdk/otel';
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Telemetry } from 'ai';
import type { Spans } from '../../agent/turn/spans.ts';
import type { AgentAnswer } from '../../agent/types.ts';
import { TrellisError } from '../../db/errors.ts';
import { onlyAllowed } from './allowed.ts';

/** Milliseconds that a receiver may take. */
const patienceMs = 2_000;

/**
 * Sends spans of turns by OTLP over HTTP to `<endpoint>/v1/traces`; headers come from OTEL_EXPORTER_OTLP_HEADERS, as the
 * standard has it. A receiver that does not answer costs spans and nothing else. `close` sends what is left.
 */
export function createSpans(
  endpoint: string,
  tools: readonly { name: string }[],
): { spans: Spans; close(): Promise<void> } {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: patienceMs,
  });
  const batches = new BatchSpanProcessor({ exporter, exportTimeoutMillis: patienceMs });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'trellis' }),
    spanProcessors: [onlyAllowed(batches, new Set(tools.map(({ name }) => name)))],
  });
  const tracer = provider.getTracer('trellis');
  // Once a process: what runs within a turn finds its span.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());

  return {
    spans: {
      begin(request) {
        const span = tracer.startSpan('trellis.turn', {
          attributes: {
            'trellis.turn': randomUUID(),
            'trellis.person': hashed(request.person.id),
            'trellis.role': request.person.role,
            'trellis.via': request.via,
          },
        });
        const tokens = tokenCounter();
        return {
          telemetry: {
            isEnabled: true,
            recordInputs: false,
            recordOutputs: false,
            integrations: [new OpenTelemetry({ tracer }), tokens.integration],
          },
          within: (work) => context.with(trace.setSpan(context.active(), span), work),
          end(ended) {
            span.setAttributes({
              ...('answer' in ended
                ? attributesOf(ended.answer)
                : { 'trellis.outcome': codeOf(ended.error) }),
              'trellis.tokens.input': tokens.input,
              'trellis.tokens.output': tokens.output,
            });
            const failed = 'error' in ended || ended.answer.partial !== undefined;
            if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
            span.end();
          },
        };
      },
    },
    close: () => provider.shutdown().catch(() => {}),
  };
}

/** The same person gives the same; an id of ours is random, so nobody finds the way back. */
function hashed(personId: string): string {
  return createHash('sha256').update(personId).digest('hex').slice(0, 16);
}

function attributesOf({ model, toolCalls, changes, partial }: AgentAnswer) {
  const errors = toolCalls.flatMap(({ output }) => {
    const code = (output as { error?: { code?: unknown } } | null)?.error?.code;
    return typeof code === 'string' ? [code] : [];
  });
  return {
    'trellis.model': model.replaceAll(', ', '+'),
    'trellis.outcome': partial ?? 'answered',
    'trellis.tools': toolCalls.map(({ name }) => name),
    'trellis.tool_errors': errors,
    'trellis.changes': changes.length,
  };
}

function codeOf(error: unknown): string {
  return error instanceof TrellisError ? error.code : 'internal';
}

/** Adds up what the model calls of a turn took. */
function tokenCounter() {
  const counter = {
    input: 0,
    output: 0,
    integration: {
      onLanguageModelCallEnd({ usage }) {
        counter.input += usage.inputTokens ?? 0;
        counter.output += usage.outputTokens ?? 0;
      },
    } satisfies Telemetry as Telemetry,
  };
  return counter;
}
