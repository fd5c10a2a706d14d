import SchemaBuilder from '@pothos/core';
import ComplexityPlugin, { ComplexityErrorKind } from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import ValidationPlugin from '@pothos/plugin-validation';
import type { GraphQLField } from 'graphql';
import { z } from 'zod';
import type { Context } from '../src/context.ts';
import type { SchoolYear } from '../src/domain/calendar.ts';
import type { Day } from '../src/domain/day.ts';
import type { Text } from '../src/domain/roster.ts';
import type { AccountRole } from '../src/domain/scope.ts';
import { bounded } from './arguments.ts';
import { RequestFailure } from './errors.ts';
import { LIMITS } from './limits.ts';
import { decodeGlobalId, encodeGlobalId } from './node.ts';
import { PAGE_DIRECTION } from './pageDirection.ts';

export interface SchemaTypes {
  Context: Context;
  Scalars: {
    Date: { Input: Day; Output: Day };
    SchoolYear: { Input: SchoolYear; Output: SchoolYear };
    ID: { Input: string; Output: string };
  };
  AuthScopes: {
    /** The account has one of these roles. */
    role: readonly AccountRole[];
  };
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
}

const pageSize = bounded(z.int().min(0).max(LIMITS.largestPage).nullish(), {
  zh: `每页条数（first、last）须为 0 到 ${LIMITS.largestPage} 的整数。`,
  en: `A page (first, last) holds 0 to ${LIMITS.largestPage} things.`,
});

/** The builder of every type. Fields are never null unless they say so. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ScopeAuthPlugin, RelayPlugin, ErrorsPlugin, ValidationPlugin, ComplexityPlugin, PAGE_DIRECTION],
  defaultFieldNullability: false,
  scopeAuth: {
    authScopes: ({ scope }) => ({ role: (roles) => roles.includes(scope.role) }),
    unauthorizedError: () =>
      new RequestFailure('FORBIDDEN', {
        zh: '这个令牌的账号无权进行这项操作。',
        en: 'The account of this token may not do this.',
      }),
  },
  relay: {
    encodeGlobalID: (typename, id) => encodeGlobalId(typename, String(id)),
    decodeGlobalID: (globalId) => decodeGlobalId(globalId),
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: 'The things of this page, with cursors.',
    },
    nodeFieldOptions: { nullable: false, description: 'The thing.' },
    nodesOnConnection: { description: 'The things of this page.' },
    cursorFieldOptions: { description: 'Where it stands in the list: for `after` and `before`.' },
    pageInfoFieldOptions: { description: 'Whether there are more, and where to go on.' },
    pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
    hasNextPageFieldOptions: { description: 'More things follow.' },
    hasPreviousPageFieldOptions: { description: 'More things stand before.' },
    startCursorFieldOptions: { description: 'Cursor of the first thing of the page.' },
    endCursorFieldOptions: { description: 'Cursor of the last thing of the page.' },
    defaultConnectionTypeOptions: { description: 'One page of a list.' },
    defaultEdgeTypeOptions: { description: 'A thing of a page, with its cursor.' },
    nodeTypeOptions: { description: 'A thing with a global id.' },
    idFieldOptions: {
      description:
        'Global id. It carries the date when the thing was reached with an explicit `asOf`; without it the id means the current state.',
    },
    nodeQueryOptions: {
      description:
        'The thing that a global id means, at the moment that the id carries. Null when there is none, or none that you may see.',
      args: { id: { description: 'An `id` of an earlier answer.' } },
    },
    nodesQueryOptions: {
      description: `As \`node\`, for up to ${LIMITS.nodes} ids, in their order.`,
      args: { ids: { description: 'Ids of earlier answers.' } },
      resolve: (_root, { ids }, _context, _info, resolveNodes) => {
        if (ids.length > LIMITS.nodes)
          throw new RequestFailure('BAD_USER_INPUT', {
            zh: `一次最多查询 ${LIMITS.nodes} 个 id。`,
            en: `Ask for at most ${LIMITS.nodes} ids at once.`,
          });
        return resolveNodes(ids);
      },
    },
    firstArgOptions: {
      validate: pageSize,
      description: `The first so many, at most ${LIMITS.largestPage}; ${LIMITS.pageSize} by default.`,
    },
    lastArgOptions: {
      validate: pageSize,
      description: `The last so many, at most ${LIMITS.largestPage}.`,
    },
    afterArgOptions: { description: 'Those after this cursor.' },
    beforeArgOptions: { description: 'Those before this cursor.' },
  },
  errors: { defaultTypes: [] },
  complexity: {
    limit: { depth: LIMITS.depth, breadth: LIMITS.breadth, complexity: LIMITS.complexity },
    fieldComplexity: (parameters, _context, field) => ({ field: 1, multiplier: multiplierOf(parameters, field) }),
    complexityError: (kind, { depth, breadth, complexity }) => {
      switch (kind) {
        case ComplexityErrorKind.Depth:
          return tooComplex(
            depth,
            LIMITS.depth,
            { zh: '层嵌套字段', en: 'fields nested in one another' },
            { zh: '请减少一次查询的层数。', en: 'Ask for fewer levels at once.' },
          );
        case ComplexityErrorKind.Breadth:
          return tooComplex(
            breadth,
            LIMITS.breadth,
            { zh: '个字段', en: 'fields' },
            { zh: '请分几次查询。', en: 'Split it into several requests.' },
          );
        case ComplexityErrorKind.Complexity:
          return tooComplex(
            complexity,
            LIMITS.complexity,
            { zh: '个值（估计）', en: 'estimated values' },
            { zh: '请减小每页条数（`first`）。', en: 'Ask for smaller pages (`first`).' },
          );
      }
    },
  },
});

function tooComplex(asked: number, limit: number, what: Text, advice: Text): RequestFailure {
  return new RequestFailure('QUERY_TOO_COMPLEX', {
    zh: `这次查询涉及 ${asked} ${what.zh}，上限为 ${limit}。${advice.zh}`,
    en: `This operation asks for ${asked} ${what.en}; ${limit} are allowed. ${advice.en}`,
  });
}

/** How many things a field is taken to answer with: the page size where it has pages. */
function multiplierOf(parameters: Record<string, unknown>, field: GraphQLField<unknown, Context>): number {
  const { first, last, ids } = parameters;
  if (typeof first === 'number') return Math.max(first, 1);
  if (typeof last === 'number') return Math.max(last, 1);
  if (Array.isArray(ids)) return ids.length;
  if (field.args.some((argument) => argument.name === 'first')) return LIMITS.pageSize;
  // The page's own size stands on the field that has `first`.
  if (field.name === 'edges' || field.name === 'nodes') return 1;
  return String(field.type).startsWith('[') ? LIMITS.listSize : 1;
}
