import {
  AssignTag,
  CaseTag,
  type FilteredValueToken,
  IfTag,
  type Template,
  type Token,
  TypeGuards,
  UnlessTag,
  Value,
} from 'liquidjs';

/** One way a choice may go: what it asks, in the template's own words, and what it then shows. */
export interface Branch {
  asked: string;
  templates: Template[];
}

/** The ways of a choice in their order, the last one `else`; undefined for what is no choice. */
export function branchesOf(template: Template): Branch[] | undefined {
  if (template instanceof CaseTag) {
    const of = wordsOf(template.value.initial.postfix);
    const named = template.branches.map(({ values, templates }) => ({
      asked: `${of} = ${values.map((value) => wordsOf([value])).join(' or ')}`,
      templates,
    }));
    return [...named, { asked: 'else', templates: template.elseTemplates }];
  }
  if (template instanceof IfTag || template instanceof UnlessTag) {
    const named = template.branches.map(({ value, templates }, index) => ({
      asked: `${template instanceof UnlessTag && index === 0 ? 'not ' : ''}${wordsOf(value.initial.postfix)}`,
      templates,
    }));
    template.elseTemplates ??= [];
    return [...named, { asked: 'else', templates: template.elseTemplates }];
  }
  return undefined;
}

/** Variable paths and literal texts that stand together in one question, by the variable's path. */
export function valuesAsked(templates: readonly Template[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const sources = new Map<string, string[]>();
  const note = (tokens: readonly Token[]) => {
    const literals = tokens.filter(TypeGuards.isQuotedToken).map(({ content }) => content);
    for (const path of tokens.flatMap(pathsIn)) {
      for (const variable of sources.get(path) ?? [path]) {
        found.set(variable, new Set([...(found.get(variable) ?? []), ...literals]));
      }
    }
  };
  const walk = (list: readonly Template[]) => {
    for (const template of list) {
      if (template instanceof AssignTag) {
        const paths = [...template.arguments()].flatMap(tokensOf).flatMap(pathsIn);
        const name = [...template.localScope()][0]?.content;
        if (name !== undefined)
          sources.set(
            name,
            paths.flatMap((path) => sources.get(path) ?? [path]),
          );
      }
      if (template instanceof CaseTag) {
        note([...tokensOf(template.value), ...template.branches.flatMap(({ values }) => values)]);
      } else if (template instanceof IfTag || template instanceof UnlessTag) {
        for (const { value } of template.branches) note(tokensOf(value));
      }
      for (const { templates: inner } of branchesOf(template) ?? []) walk(inner);
    }
  };
  walk(templates);
  return found;
}

/** What a value is made of: its own tokens, then the arguments of its filters. */
function tokensOf(value: Value | Token): Token[] {
  if (!(value instanceof Value)) return [value];
  const given = value.filters.flatMap(({ args }) => args.map((arg) => (Array.isArray(arg) ? arg[1] : arg)));
  return [...value.initial.postfix, ...given.filter((arg) => arg !== undefined)];
}

/** `lead.first_name` of a token that names it. */
export function pathsIn(token: Token | FilteredValueToken): string[] {
  if (!TypeGuards.isPropertyAccessToken(token)) return [];
  return [token.getText().replace(/\s+/g, '')];
}

function wordsOf(tokens: readonly Token[]): string {
  const begin = Math.min(...tokens.map((token) => token.begin));
  const end = Math.max(...tokens.map((token) => token.end));
  return (tokens[0]?.input.slice(begin, end) ?? '').replace(/\s+/g, ' ').trim();
}
