declare module 'mjml' {
  /** MJML 5 is asynchronous and brings no types of its own. */
  export default function mjml2html(
    source: string,
    options?: {
      validationLevel?: 'strict' | 'soft' | 'skip';
      keepComments?: boolean;
      fonts?: Record<string, string>;
    },
  ): Promise<{ html: string; errors: readonly { formattedMessage: string }[] }>;
}
