import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Definition } from '#engine/model/definition.ts';
import { featuresOf, supportedFeatures } from '#engine/model/supported.ts';
import { notation } from '#test/support/notation.ts';
import { operationTypes } from '#engine/kernel/index.ts';
import { placesOf } from '#test/support/places.ts';
import { bundleWorkflows, withChangedGateway } from './bundles.ts';
import { readDefinition, readRecordedInstances } from './recorded-instance.ts';
import type { NamedInstance } from './recorded-instance.ts';
import { replayRecorded } from './replay-recorded.ts';
import type { Replay } from './replay-recorded.ts';
import { scenarios } from './scenarios/index.ts';

const instances = await readRecordedInstances();
let bundling: ReturnType<typeof bundleWorkflows> | null = null;
const bundled = (): ReturnType<typeof bundleWorkflows> => (bundling ??= bundleWorkflows());
// Bundling takes seconds of pure computing, many more of them on a machine that does other things too.
const patience = 120_000;

describe('the set of recorded instances', () => {
  it('covers every kind of element and event that the engine runs', async () => {
    // when
    const reached = new Set((await Promise.all(instances.map(featuresReached))).flat());
    // then
    expect([...supportedFeatures].filter((feature) => !reached.has(feature))).toEqual([]);
  });

  it('covers every place of the notation', async () => {
    // when
    const reached = new Set((await Promise.all(instances.map(placesReached))).flat());
    // then
    expect(notation.filter((place) => !reached.has(place))).toEqual([]);
  });

  it('covers every operation', () => {
    // when
    const asked = new Set(instances.flatMap(operationsAsked));
    // then
    expect(Object.keys(operationTypes).filter((one) => !asked.has(one))).toEqual([]);
  });

  it('has every scenario', () => {
    const recorded = new Set(instances.map(({ name }) => name.slice(name.indexOf('/') + 1)));
    expect(scenarios.map(({ name }) => name).filter((name) => !recorded.has(name))).toEqual([]);
  });
});

describe('recorded instances', () => {
  let replays: ReadonlyMap<string, Replay>;

  beforeAll(async () => {
    replays = await replayRecorded(instances, await bundled());
  }, patience);

  it.each(instances)('$name replays as it ran', ({ name, story, digest }) => {
    // when
    const replay = replays.get(name);
    // then
    expect(replay).toMatchObject({ ok: true, story });
    // The same story with another digest: an event's content differs.
    expect(replay).toMatchObject({ digest });
  });
});

describe('a changed behavior without a flag', () => {
  it(
    'is found: by other commands, or by other events where the commands are the same',
    async () => {
      // given
      const meant = ['exclusive-gateway', 'exclusive-gateway-between-tasks', 'parallel-gateway'];
      const some = instances.filter(({ name }) => meant.includes(name.slice(name.indexOf('/') + 1)));
      // when
      const replays = await replayRecorded(some, withChangedGateway(await bundled()));
      // then
      for (const { name, digest } of some) {
        const replay = replays.get(name);
        if (name.endsWith('/exclusive-gateway')) {
          expect(replay).toMatchObject({ ok: false, message: expect.stringMatching(/determinis/i) });
        } else if (name.endsWith('/parallel-gateway')) {
          expect(replay).toMatchObject({ ok: true, digest });
        } else {
          expect(replay).toMatchObject({ ok: true, digest: expect.not.stringMatching(digest) });
        }
      }
    },
    patience,
  );
});

/** What the instance really came to: an element that the definition has and no token reached proves nothing. */
async function featuresReached(instance: NamedInstance): Promise<readonly string[]> {
  const uses = (await Promise.all(instance.definitions.map(definitionOf))).flatMap(featuresOf);
  return uses.flatMap(({ element, feature }) => (elementsReached(instance).has(element) ? [feature] : []));
}

async function placesReached(instance: NamedInstance): Promise<readonly string[]> {
  const uses = (await Promise.all(instance.definitions.map(definitionOf))).flatMap(placesOf);
  return uses.flatMap(({ element, place }) => (elementsReached(instance).has(element) ? [place] : []));
}

function elementsReached({ story }: NamedInstance): ReadonlySet<string | undefined> {
  return new Set(story.map((line) => /^elementActivated ([^[]*)/.exec(line)?.[1]));
}

const accepted = z.object({
  workflowExecutionUpdateAcceptedEventAttributes: z.object({
    acceptedRequest: z.object({
      input: z.object({ args: z.object({ payloads: z.array(z.object({ data: z.string() })) }) }),
    }),
  }),
});
const envelopes = z.array(z.object({ operation: z.object({ type: z.string() }) }));

/** Requests reach an instance as updates, several in one. */
function operationsAsked({ runs }: NamedInstance): readonly string[] {
  return runs.flatMap(({ events }) =>
    events.flatMap((event) => {
      const update = accepted.safeParse(event).data?.workflowExecutionUpdateAcceptedEventAttributes;
      const [payload] = update?.acceptedRequest.input.args.payloads ?? [];
      if (payload === undefined) return [];
      const asked: unknown = JSON.parse(Buffer.from(payload.data, 'base64').toString('utf8'));
      return envelopes.parse(asked).map(({ operation }) => operation.type);
    }),
  );
}

async function definitionOf(hash: string): Promise<Definition> {
  const body = await readDefinition(hash);
  if (body === null) throw new Error(`Definition ${hash} is missing`);
  return JSON.parse(body) as Definition;
}
