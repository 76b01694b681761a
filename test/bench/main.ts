import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { Command } from 'commander';
import type { BenchOptions, Figure } from './figure.ts';

/** Each part measures its subject against a named peer in the same run. */
const parts: Readonly<Record<string, () => Promise<(options: BenchOptions) => Promise<readonly Figure[]>>>> = {
  feel: async () => (await import('./feel/bench-feel.ts')).benchFeel,
  kernel: async () => (await import('./kernel/bench-kernel.ts')).benchKernel,
  durable: async () => (await import('./durable/bench-durable.ts')).benchDurable,
};

interface Given {
  readonly only?: string;
  readonly json?: string;
  readonly quick?: boolean;
}

const program = new Command('bench')
  .description('Measures Silkflow against its peers; ratios over 1 mean more of the unit than the peer.')
  .option(
    '--only <parts>',
    `comma-separated, of: ${Object.keys(parts).join(', ')}; durable/<subject> for one of its own`,
  )
  .option('--quick', 'one small round each: shows that it runs; its figures are not to be quoted')
  .option('--json <file>', 'write every figure as { name, unit, min, median, max, n }')
  .action(async ({ only, json, quick = false }: Given) => {
    const names = only?.split(',') ?? Object.keys(parts);
    const chosen = [...new Set(names.map((name) => name.split('/')[0] ?? name))];
    const unknown = chosen.filter((name) => !(name in parts));
    if (unknown.length > 0)
      program.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}`);
    console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
    const figures: Figure[] = [];
    for (const name of chosen) {
      console.log(`— ${name}`);
      const bench = await parts[name]?.();
      if (bench === undefined) continue;
      const subjects = names.flatMap((given) => (given.startsWith(`${name}/`) ? [given.slice(name.length + 1)] : []));
      for (const measured of await bench({ quick, subjects })) {
        figures.push(measured);
        console.log(line(measured));
      }
    }
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
  });

function line({ name, unit, min, median, max, n }: Figure): string {
  const round = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
  return `  ${name.padEnd(44)} ${round(median).padStart(10)} ${unit.padEnd(5)} (${round(min)} … ${round(max)}, n = ${n})`;
}

await program.parseAsync();
