/** A server that makes vectors of texts. */
export interface RemoteEmbedder {
  /** Two of the same name give the same vectors: model and where it is served. */
  readonly name: string;
  /**
   * One vector a text, of length one, all of the same dimensions. Throws `embedding.unreachable`, `embedding.key`,
   * `embedding.model`, `embedding.text` (it takes other texts), `embedding.answer` (what it gives are no vectors).
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
}

export interface EmbedOptions {
  signal?: AbortSignal;
  /** How often a request that may succeed later is made again. Default 2. */
  retries?: number;
}
