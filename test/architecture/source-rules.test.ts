import { describe, expect, it } from 'vitest';
import { productFolders, sourceFiles } from './source-files.ts';

const typescript = /\.(ts|tsx|mts)$/;
const product = sourceFiles(productFolders, typescript);

/** Paths with line numbers where the pattern stands. */
function findings(pattern: RegExp, files = product): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('the source', () => {
  it('is there at all', () => {
    expect(product.length).toBeGreaterThan(200);
  });

  it('names what a folder exports one by one: `export *` hides what is public', () => {
    expect(findings(/^export \*/)).toEqual([]);
  });

  it('does not launder types: `as unknown as` and `as any` switch the compiler off', () => {
    expect(findings(/\bas unknown as\b|\bas any\b/)).toEqual([]);
  });

  it('says a reason with every lint rule that it switches off', () => {
    const switchedOff = /(oxlint|eslint)-disable|@ts-(ignore|expect-error)/;
    const reasoned = /-disable.* -- \S|@ts-expect-error \S/;
    expect(findings(switchedOff).filter((line) => !reasoned.test(line))).toEqual([]);
  });

  it('keeps file names in kebab-case', () => {
    const odd = product.filter(
      ({ path }) => !/^(zh-CN|[a-z0-9-]+)(\.([a-z0-9-]+|zh-CN))*$/.test(path.split('/').at(-1) ?? ''),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('spells `behavior` and `cancelled` in one way', () => {
    const files = sourceFiles([...productFolders, 'test'], /\.(ts|tsx|mjs|sql|md)$/).filter(
      ({ path }) => !path.startsWith('test/architecture/'),
    );
    // With a colon it is a field of Camunda's API, whose spelling is not ours to choose.
    expect(findings(/\b\w*[Bb]ehaviour\w*|\b[Cc]anceled\b(?!:)/, files)).toEqual([]);
  });

  it('says what FEEL, decisions and the kernel tell people from their catalogues', () => {
    const speakers = product.filter(({ path }) => /^engine\/(expression|decision|kernel)\/(?!words\/)/.test(path));
    // A failure, a warning, a refusal or a message with a sentence of its own would be shown in English to everybody.
    const sentence =
      /(EvaluationFailure|SyntaxFault|failed|refuse|warn)\(.*[`'"][^`'"]*[a-z]{2,} [a-z$]|message: [`'"]/;
    expect(findings(sentence, speakers)).toEqual([]);
  });

  it('leaves no test switched off or alone', () => {
    const tests = sourceFiles(['test'], /\.(test|e2e)\.(ts|tsx)$/).filter(
      ({ path }) => !path.startsWith('test/architecture/'),
    );
    // One that says its condition in the same line tells, when it runs, why it does not.
    const always = findings(/\b(it|test|describe)\.(only|skip|todo)\b/, tests).filter((line) => !line.includes('if ('));
    expect(always).toEqual([]);
  });

  it('speaks of the product alone', () => {
    const everything = sourceFiles([...productFolders, 'test'], /\.(ts|tsx|mjs|sql|md|json)$/).filter(
      ({ path }) => !path.startsWith('test/architecture/'),
    );
    expect(
      findings(/\/work\/(main|shared)|\.\.\/shared\/(conformance|labs|oracle|reference)|style-examples/, everything),
    ).toEqual([]);
  });
});
