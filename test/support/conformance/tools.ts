import {
  type CallToolResult,
  fromJsonSchema,
  type McpServer,
  type ServerContext,
  type ServerEventBus,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { everyKindOfEnum, everyKindWithDefault } from './forms.ts';
import { audio, formOf, image, resource, text } from './samples.ts';

type Run<A> = (args: A, context: ServerContext) => Promise<CallToolResult['content'] | string>;

/** The tools that the suite calls; `bus` is where those that change something tell of it. */
export function registerTools(server: McpServer, bus: ServerEventBus): void {
  const tool = <A = object>(name: string, run: Run<A>, inputSchema: object = z.object({})) =>
    server.registerTool(
      name,
      { description: `For the suite: ${name}`, inputSchema: inputSchema as z.ZodObject },
      async (args, context): Promise<CallToolResult> => {
        const content = await run(args as A, context);
        return { content: typeof content === 'string' ? [text(content)] : content };
      },
    );

  tool('test_simple_text', async () => 'This is a simple text response for testing.');
  tool('test_image_content', async () => [image]);
  tool('test_audio_content', async () => [audio]);
  tool('test_embedded_resource', async () => [
    resource('test://embedded-resource', 'text/plain', 'This is an embedded resource content.'),
  ]);
  tool('test_multiple_content_types', async () => [
    text('Multiple content types test:'),
    image,
    resource('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
  ]);
  tool('test_error_handling', async () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  tool('test_tool_with_logging', async (_, { mcpReq }) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await mcpReq.notify({ method: 'notifications/message', params: { level: 'info', data } });
    }
    return 'logged';
  });
  tool('test_tool_with_progress', async (_, { mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken;
    if (progressToken === undefined) return 'no token';
    for (const progress of [0, 50, 100]) {
      const params = { progressToken, progress, total: 100, message: `Completed step ${progress} of 100` };
      await mcpReq.notify({ method: 'notifications/progress', params });
    }
    return String(progressToken);
  });
  tool('test_streaming_elicitation', async () => 'a result and nothing else');
  tool('test_logging_tool', async (_, { mcpReq }) => {
    await mcpReq.log('info', 'only who asked for a level is told');
    return 'logged';
  });

  for (const [name, kind] of Object.entries({
    tool: 'tools_list_changed',
    prompt: 'prompts_list_changed',
  } as const)) {
    tool(`test_trigger_${name}_change`, async () => {
      bus.publish({ kind });
      return 'told';
    });
  }

  tool<{ prompt: string }>(
    'test_sampling',
    async ({ prompt }, { mcpReq }) => {
      const messages = [{ role: 'user' as const, content: text(prompt) }];
      const params = { messages, maxTokens: 100 };
      const answer = (await mcpReq.send({ method: 'sampling/createMessage', params })) as {
        content?: { text?: string };
      };
      return `LLM response: ${answer.content?.text}`;
    },
    z.object({ prompt: z.string() }),
  );
  const elicit = async ({ mcpReq }: ServerContext, message: string, requestedSchema: object) => {
    const params = { message, requestedSchema } as never;
    const answer = (await mcpReq.send({ method: 'elicitation/create', params })) as {
      action: string;
      content?: object;
    };
    return `action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`;
  };
  tool<{ message: string }>(
    'test_elicitation',
    async ({ message }, context) => `User response: ${await elicit(context, message, formOf('response'))}`,
    z.object({ message: z.string() }),
  );
  const completed = (form: object) => async (_: object, context: ServerContext) =>
    `Elicitation completed: ${await elicit(context, 'Please fill in', form)}`;
  tool('test_elicitation_sep1034_defaults', completed(everyKindWithDefault));
  tool('test_elicitation_sep1330_enums', completed(everyKindOfEnum));

  tool('json_schema_2020_12_tool', async () => 'called', fromJsonSchema(wholeVocabulary as never));
  tool<{ region?: string }>(
    'test_x_mcp_header',
    async ({ region }) => `region=${region}`,
    fromJsonSchema({
      type: 'object',
      properties: { region: { type: 'string', 'x-mcp-header': 'Region' }, level: { type: 'integer' } },
    } as never),
  );
}

/** Keywords that have to reach the client as they are. */
const wholeVocabulary = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};
