import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Services } from '../../tools/services.ts';

export interface ModelConfig {
  /** TRELLIS_MODEL, as `parseModelNames` reads it; absent: the embedded interpreter. */
  model?: string;
  /** OPENAI_API_KEY. */
  apiKey?: string;
  /** OPENAI_BASE_URL, ending in /v1: of `openai:` models, and of compatible ones without an address of their own. */
  baseUrl?: string;
  /** TRELLIS_COMPATIBLE_BASE_URL with its key, which may be absent: the address of `openai-compatible:` models. */
  compatible?: { baseUrl: string; apiKey?: string };
}

/** What models are asked for, and by whom. */
export interface ModelUse {
  /**
   * An answer in a conversation, what was said in one, the text of an email, or what a document is. The interpreter gives
   * answers only.
   */
  purpose: 'answer' | 'summary' | 'email' | 'document';
  /** Whose budget it is taken from; absent: nobody's in particular. */
  personId?: string;
  /** Is told the name of the model whenever one begins to answer. */
  onAnswer?: (model: string) => void;
}

/** The models of an installation in order of preference. */
export interface Models {
  /** `openai:gpt-…`, `trellis:interpreter`; several with commas. */
  name: string;
  /**
   * One model that stands for all of them through one turn: a step that the first cannot answer is asked of the next,
   * as long as nothing of the step has been given. The interpreter reads the live vocabulary for it.
   */
  forTurn(services: Services, now: number, use?: ModelUse): Promise<LanguageModelV4>;
}

/** Waits so many milliseconds, or rejects when the signal ends it. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;
