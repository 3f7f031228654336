import { holds, type Context } from './condition.ts';
import type { Statement } from './policy-document.ts';
import { fitsWildcard } from './wildcard.ts';

/** A policy in force, by the name that an evaluation gives its source. */
export interface Source {
  readonly id: string;
  readonly statements: readonly Statement[];
}

export interface Evaluation {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** The statements that made the decision; none where nothing speaks of the request. */
  readonly matched: readonly { readonly source: string; readonly statement: Statement }[];
  /** Keys of conditions in the statements that speak of the request, and that nobody gave. */
  readonly missing: readonly string[];
}

/** Deny by default; an Allow allows; a Deny wins. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html Pure. */
export function evaluate(
  request: { readonly action: string; readonly resource: string; readonly context: Context },
  sources: readonly Source[],
): Evaluation {
  const speaking = sources.flatMap(({ id, statements }) =>
    statements
      .filter((statement) => speaksOf(statement, request.action, request.resource))
      .map((statement) => ({ source: id, statement })),
  );
  const missing = speaking
    .flatMap(({ statement }) => statement.conditions.map(({ key }) => key))
    .filter((key) => !request.context.has(key.toLowerCase()));
  const matched = speaking.filter(({ statement }) =>
    statement.conditions.every((condition) => holds(condition, request.context)),
  );
  const denying = matched.filter(({ statement }) => statement.effect === 'Deny');
  return {
    decision: denying.length > 0 ? 'explicitDeny' : matched.length > 0 ? 'allowed' : 'implicitDeny',
    matched: denying.length > 0 ? denying : matched,
    missing: [...new Set(missing)],
  };
}

/** Actions are compared without regard to case, resources with. */
function speaksOf({ actions, resources }: Statement, action: string, resource: string): boolean {
  const named = actions.any.some((pattern) => fitsWildcard(pattern.toLowerCase(), action.toLowerCase()));
  const meant = resources.any.some((pattern) => fitsWildcard(pattern, resource));
  return named !== actions.not && meant !== resources.not;
}
