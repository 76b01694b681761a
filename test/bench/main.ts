import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { Command } from 'commander';
import type { Figure } from './figure.ts';

/** Each part measures its subject against a named peer in the same run. */
const parts: Readonly<Record<string, () => Promise<() => Promise<readonly Figure[]>>>> = {
  feel: async () => (await import('./feel/bench-feel.ts')).benchFeel,
  kernel: async () => (await import('./kernel/bench-kernel.ts')).benchKernel,
  durable: async () => (await import('./durable/bench-durable.ts')).benchDurable,
};

const program = new Command('bench')
  .description('Measures Silkflow against its peers; ratios over 1 mean more of the unit than the peer.')
  .option('--only <parts>', `comma-separated, of: ${Object.keys(parts).join(', ')}`)
  .option('--json <file>', 'write every figure as { name, unit, min, median, max, n }')
  .action(async (options: { readonly only?: string; readonly json?: string }) => {
    const names = options.only?.split(',') ?? Object.keys(parts);
    const unknown = names.filter((name) => !(name in parts));
    if (unknown.length > 0)
      program.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}`);
    console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
    const figures: Figure[] = [];
    for (const name of names) {
      console.log(`— ${name}`);
      const bench = await parts[name]?.();
      if (bench === undefined) continue;
      for (const measured of await bench()) {
        figures.push(measured);
        console.log(line(measured));
      }
    }
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
  });

function line({ name, unit, min, median, max, n }: Figure): string {
  const round = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
  return `  ${name.padEnd(44)} ${round(median).padStart(10)} ${unit.padEnd(5)} (${round(min)} … ${round(max)}, n = ${n})`;
}

await program.parseAsync();
