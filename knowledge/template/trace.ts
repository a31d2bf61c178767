import { AssignTag, type Context, evalToken, Output, type Template, toValueSync, Value } from 'liquidjs';
import { branchesOf, pathsIn } from './branches.ts';
import { createLiquid } from './language.ts';

/** What a template did for one lead. */
export interface Trace {
  /** The choices that were met, in their order, and which way each went: `account.industry = "saas"`, or `else`. */
  blocks: { line: number; choice: string; chosen: string }[];
  /** Variables that were empty, and what stands in their place. */
  fallbacks: { line: number; variable: string; instead: string }[];
}

const engine = createLiquid();

/** Renders a template only to see which way it goes. One that fails half-way is traced as far as it came. */
export function traceTemplate(source: string, scope: object): Trace {
  const trace: Trace = { blocks: [], fallbacks: [] };
  try {
    engine.renderSync(watched(engine.parse(source), trace), scope);
  } catch {
    // Whoever renders the same for real says why.
  }
  return trace;
}

/** The same templates with a witness before each choice's way and each value. */
function watched(templates: Template[], trace: Trace): Template[] {
  return templates.flatMap((template) => {
    const branches = branchesOf(template);
    const line = template.token.getPosition()[0] as number;
    if (branches !== undefined) {
      const choice = template.token.getText();
      for (const { asked, templates: inner } of branches) {
        const seen = watched([...inner], trace);
        inner.splice(
          0,
          inner.length,
          witness(template, () => note(asked)),
          ...seen,
        );
      }
      const note = (chosen: string) => trace.blocks.push({ line, choice, chosen });
      return [template];
    }
    if (!(template instanceof Output || template instanceof AssignTag)) return [template];
    const value = [...template.arguments()][0];
    const token = value instanceof Value ? value.initial.postfix[0] : undefined;
    const variable = token && pathsIn(token)[0];
    if (!(value instanceof Value) || variable === undefined) return [template];
    const look = (context: Context) => {
      const found = toValueSync(evalToken(token, context, true));
      if (found !== undefined && found !== null && found !== '') return;
      const instead = String(toValueSync(value.value(context, true)) ?? '');
      trace.fallbacks.push({ line, variable, instead });
    };
    return [witness(template, look), template];
  });
}

/** Renders to nothing and tells that it was reached. */
function witness({ token }: Template, reached: (context: Context) => unknown): Template {
  return {
    token,
    render(context: Context) {
      reached(context);
    },
  };
}
