import { z } from 'zod';
import type { Reranker } from './reranker.ts';

/** Of a server that speaks Cohere's rerank protocol, as Jina, vLLM, Text Embeddings Inference and others do. */
export interface RerankConfig {
  model: string;
  /** What `/rerank` is appended to: `https://api.cohere.com/v2`. */
  baseUrl: string;
  apiKey?: string | undefined;
}

const answerSchema = z.object({
  results: z.array(z.object({ index: z.int().min(0), relevance_score: z.number() })),
});
const mostBytes = 1_000_000;

export function createRerankEndpoint({ model, baseUrl, apiKey }: RerankConfig): Reranker {
  const url = `${baseUrl.replace(/\/+$/, '')}/rerank`;
  return async (query, documents, { signal }) => {
    const response = await fetch(url, {
      method: 'POST',
      signal,
      redirect: 'error',
      headers: {
        'content-type': 'application/json',
        ...(apiKey && { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({ model, query, documents, top_n: documents.length, return_documents: false }),
    });
    const text = await response.text();
    if (!response.ok || text.length > mostBytes) throw new Error(`the reranker answered ${response.status}`);
    return answerSchema
      .parse(JSON.parse(text))
      .results.map(({ index, relevance_score }) => ({ index, score: relevance_score }));
  };
}
