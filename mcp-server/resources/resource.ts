import type { TrellisPort } from '../port/trellis-port.ts';

interface Described {
  /** Names it among the others; clients show the title. */
  name: string;
  title: string;
  description: string;
  mimeType: string;
}

/** What is always there. */
export interface FixedResource extends Described {
  uri: string;
  read(port: TrellisPort): Promise<string>;
}

/** What there are many of, each with an address of this form. */
export interface ResourceTemplateOf<V extends string = string> extends Described {
  template: string;
  /** By variable, among what it is completed; empty: not at all. */
  variables: Readonly<Record<V, string>>;
  /** The tool that shows the same: whoever may not call it is not told that there is such a thing. */
  tool?: string;
  read(named: Readonly<Record<V, string>>, port: TrellisPort): Promise<string>;
}

/** Infers the names of the variables. */
export function defineTemplate<V extends string>(template: ResourceTemplateOf<V>): ResourceTemplateOf {
  return template as unknown as ResourceTemplateOf;
}
