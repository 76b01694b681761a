import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const withId = z.looseObject({ id: z.unknown() });

/** Fewer, larger writes: one a line would cost more than most evaluations. */
const FLUSH_AT = 64 * 1024;

/**
 * Answers each line of standard input (or of a file) with one line of JSON on standard output, in order. `answer` gets the
 * parsed line; what it throws, and a line that is no JSON, is answered as `{"id", "error"}`.
 */
export async function answerLines(
  file: string | undefined,
  answer: (line: unknown) => object | Promise<object>,
): Promise<void> {
  const input = file === undefined ? process.stdin : createReadStream(file, 'utf8');
  let pending = '';
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    pending += `${JSON.stringify(await answerLine(line, answer))}\n`;
    if (pending.length >= FLUSH_AT) {
      await write(pending);
      pending = '';
    }
  }
  await write(pending);
}

async function answerLine(line: string, answer: (line: unknown) => object | Promise<object>): Promise<object> {
  let id: unknown = null;
  try {
    const parsed: unknown = JSON.parse(line);
    id = withId.safeParse(parsed).data?.id ?? null;
    return { id, ...(await answer(parsed)) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Waits when the reader is slower than we are. */
async function write(text: string): Promise<void> {
  if (text === '' || process.stdout.write(text)) return;
  await new Promise((resolve) => process.stdout.once('drain', resolve));
}
