import { afterEach, describe, expect, it, vi } from 'vitest';
import { searchInstances } from '#designer/api/process-instances.ts';
import type { InstanceFilter } from '#designer/api/process-instances.ts';
import { ProblemError, send, UnreachableError } from '#designer/api/request.ts';
import { filterOf } from '#designer/cockpit/instance-filter.ts';

vi.stubGlobal('sessionStorage', { getItem: () => null });

/** Answers every request the same way and keeps what was asked. */
function serve(answer: () => Response): Request[] {
  const asked: Request[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push(new Request(new URL(path, 'http://server'), init));
    return Promise.resolve(answer());
  });
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.stubGlobal('sessionStorage', { getItem: () => null });
});

describe('the search for instances', () => {
  it.each<[InstanceFilter, object]>([
    [{ search: '4503599627370496' }, { processInstanceKey: '4503599627370496' }],
    [{ search: 'SO-104' }, { businessId: { $like: '*SO-104*' } }],
    [{ search: '50*?' }, { businessId: { $like: String.raw`*50\*\?*` } }],
    [{ elementId: 'Task_A' }, { elementId: 'Task_A', elementInstanceState: 'ACTIVE' }],
    [{ state: undefined, search: '' }, {}],
  ])('asks for %j', async (filter, expected) => {
    const asked = serve(() => Response.json({ items: [], page: { totalItems: 0, hasMoreTotalItems: false } }));
    await searchInstances(filter, { from: 0, limit: 30 });
    expect(await asked[0]?.json()).toMatchObject({ filter: expected, page: { from: 0, limit: 30 } });
  });

  it('reads the filters of the address; without a state what runs', () => {
    expect(filterOf({})).toMatchObject({ state: 'ACTIVE' });
    expect(filterOf({ state: 'incident', process: 'order', version: 2, element: 'Task_A', q: 'SO' })).toEqual({
      state: 'ACTIVE',
      hasIncident: true,
      processDefinitionId: 'order',
      processDefinitionVersion: 2,
      elementId: 'Task_A',
      search: 'SO',
    });
    expect(filterOf({ state: 'all' }).state).toBeUndefined();
  });
});

describe('a request that fails', () => {
  it('tells the problem of the server', async () => {
    const problem = { type: 'about:blank', title: 'Not found', status: 404, remedy: 'Check the key.' };
    serve(() => Response.json(problem, { status: 404 }));
    await expect(send('/v2/x')).rejects.toMatchObject({ problem });
  });

  it('makes do with the status when a proxy answers with a page', async () => {
    serve(() => new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
    await expect(send('/v2/x')).rejects.toBeInstanceOf(ProblemError);
  });

  it('says that the server was not reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
    await expect(send('/v2/x')).rejects.toBeInstanceOf(UnreachableError);
  });
});
