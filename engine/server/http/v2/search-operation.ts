import type { z } from 'zod';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Condition } from '#engine/store/search/field.ts';
import {
  CursorError,
  search,
  type Searchable,
  searchAnswerSchema,
  searchBodySchema,
  type SearchAnswer,
  type SearchRequest,
} from '#engine/store/search/search.ts';
import { type Context, jsonOperation, type Operation } from '../operation.ts';

/** `POST …/search` over one searchable. `scope` narrows it by the path; `finish` changes the items (cutting long values). */
export function searchOperation<
  Row,
  Item extends z.ZodType,
  P extends z.ZodType = z.ZodUnknown,
  Q extends z.ZodType = z.ZodUnknown,
>(declaration: {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly searchable: Searchable<Row, Item>;
  readonly params?: P;
  readonly query?: Q;
  readonly scope?: (params: z.output<P>, context: Context) => Promise<Condition> | Condition;
  readonly finish?: (item: z.output<Item>, query: z.output<Q>) => z.output<Item>;
}): Operation {
  const { id, path, summary, searchable } = declaration;
  const answer: z.ZodType = searchAnswerSchema(searchable.item);
  return jsonOperation({
    id,
    path,
    summary,
    method: 'post',
    ...(declaration.params === undefined ? {} : { params: declaration.params }),
    ...(declaration.query === undefined ? {} : { query: declaration.query }),
    body: searchBodySchema(searchable),
    answer,
    problems: declaration.params === undefined ? [] : [404],
    run: async ({ params, query, body }, context) => {
      const scope = await declaration.scope?.(params, context);
      const answer = await runSearch(context, searchable, body as SearchRequest | undefined, scope);
      const { finish } = declaration;
      if (finish === undefined) return answer;
      return { ...answer, items: answer.items.map((item) => finish(item, query)) };
    },
  });
}

/** A search whose bad cursor is the caller's mistake. */
export async function runSearch<Row, Item extends z.ZodType>(
  { services }: Context,
  searchable: Searchable<Row, Item>,
  request: SearchRequest | undefined,
  scope?: Condition,
): Promise<SearchAnswer<z.output<Item>>> {
  try {
    return await search(services.query, searchable, request, scope);
  } catch (error) {
    if (!(error instanceof CursorError)) throw error;
    throw new ApiProblem(400, 'search.cursor', { field: error.field }, { field: error.field });
  }
}
