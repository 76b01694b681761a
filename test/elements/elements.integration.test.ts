import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenFolder, readGoldens } from '#test/engine/kernel/support/golden.ts';
import { LiveGolden } from './support/live-golden.ts';
import { openStage } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

const atOnce = 8;

/**
 * Every element and operation, deployed and driven through the API on real Temporal. All instances are brought to the middle
 * of their lives; then the worker process is killed, and another one takes each of them on to its golden end.
 */
describe('every element on Temporal, its worker killed once', () => {
  const lives: LiveGolden[] = [];
  const failures = new Map<string, unknown>();
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
    await stage.startWorker();
    const goldens = readGoldens();
    const decision = readFileSync(join(goldenFolder, '..', 'differential', 'decision.dmn'), 'utf8');
    await stage.deploy({ 'decision.dmn': decision });
    lives.push(...goldens.map((golden) => new LiveGolden(stage, golden)));
    await all(async (life) => {
      await stage.deploy({ [`${life.golden.name}.bpmn`]: life.golden.xml });
      await life.goOn(Math.ceil(life.golden.steps.length / 2));
    });
    await stage.killWorker();
    await stage.startWorker();
    await all((life) => life.goOn());
  }, 600_000);
  afterAll(() => stage?.close());

  /** A few at a time; one that fails leaves the others alone. */
  async function all(act: (life: LiveGolden) => Promise<void>): Promise<void> {
    const waiting = lives.filter(({ golden }) => !failures.has(golden.name));
    const next = async (): Promise<void> => {
      for (let life = waiting.shift(); life !== undefined; life = waiting.shift()) {
        const { name } = life.golden;
        await act(life).catch((error: unknown) => failures.set(name, error));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, next));
  }

  it.each(readGoldens().map(({ name }) => name))('gives the golden trace: %s', (name) => {
    expect(lives.map(({ golden }) => golden.name)).toContain(name);
    if (failures.has(name)) throw failures.get(name);
  });
});
