import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs each step to its end, failed ones included, prints what ran and how long, and answers the exit code. */
export async function runSteps(root, steps) {
  const folder = mkdtempSync(join(tmpdir(), 'silkflow-test-'));
  const results = [];
  for (const step of steps) {
    process.stdout.write(`\n── ${step.name} ${'─'.repeat(Math.max(0, 70 - step.name.length))}\n`);
    results.push(await runStep(root, folder, step));
  }
  rmSync(folder, { recursive: true, force: true });
  printTable(results);
  const passed = sum(results, 'passed');
  const failed = sum(results, 'failed');
  const skipped = sum(results, 'skipped');
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  // Runners that found no test at all have not shown anything.
  const empty = passed === 0 && steps.some((step) => step.report !== undefined);
  return failed > 0 || empty ? 1 : 0;
}

async function runStep(root, folder, step) {
  const started = Date.now();
  const obstacle = step.prepare?.() ?? null;
  if (obstacle !== null) process.stdout.write(`${obstacle}\n`);
  const file = join(folder, `${step.name}.json`);
  const ok = obstacle === null && (await runCommand(root, step, file));
  const counts = readCounts(step.report?.kind, file);
  // A runner that broke before it could count, or a check that counts nothing, is one failure.
  const failed = ok ? counts.failed : Math.max(1, counts.failed);
  return { ...counts, name: step.name, failed, seconds: (Date.now() - started) / 1000 };
}

function runCommand(root, step, file) {
  const [command, ...args] = step.command;
  const more = step.report?.argument ? [step.report.argument(file)] : [];
  const env = { ...process.env, ...(step.report?.env ? { [step.report.env]: file } : {}) };
  return new Promise((resolve) => {
    const child = spawn(command, [...args, ...more], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

function readCounts(kind, file) {
  if (kind === undefined || !existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  if (kind === 'vitest') {
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  }
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}

function printTable(results) {
  const line = (name, passed, failed, skipped, time) =>
    `${name.padEnd(14)}${String(passed).padStart(8)}${String(failed).padStart(8)}${String(skipped).padStart(9)}${time.padStart(10)}\n`;
  process.stdout.write(`\n${line('step', 'passed', 'failed', 'skipped', 'time')}`);
  for (const { name, passed, failed, skipped, seconds } of results) {
    process.stdout.write(line(name, passed, failed, skipped, `${seconds.toFixed(1)} s`));
  }
}

function sum(results, field) {
  return results.reduce((total, result) => total + result[field], 0);
}
