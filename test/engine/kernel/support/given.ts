import type { JsonObject } from '#engine/contracts/json.ts';
import { loadProcesses, ProcessTest } from '#engine/testing/index.ts';
import type {
  LoadOptions,
  ProcessBuilder,
  ProcessTestOptions,
  StartOptions,
  TestInstance,
} from '#engine/testing/index.ts';

export interface GivenOptions extends LoadOptions, ProcessTestOptions, StartOptions {
  /** More processes of the same world; the first one is started. */
  readonly others?: readonly ProcessBuilder[];
}

export interface Given {
  readonly world: ProcessTest;
  readonly instance: TestInstance;
}

/** A started instance of the drawn process, at its first wait. */
export async function given(
  builder: ProcessBuilder,
  variables: JsonObject = {},
  options: GivenOptions = {},
): Promise<Given> {
  const files = [builder, ...(options.others ?? [])].map((one) => one.toXml());
  const processes = await loadProcesses(files, options);
  const [first] = processes.keys();
  const world = new ProcessTest(processes, options);
  return { world, instance: world.start(variables, { ...options, ...(first !== undefined && { process: first }) }) };
}
