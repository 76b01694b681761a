import { compileDecisions } from '#engine/decision/index.ts';
import type { Decisions } from '#engine/decision/index.ts';

/** A duty table as a deployment would bring it: a tariff code, a span of values and an origin lead to a rate. */
export async function dutyTable(rules: number): Promise<Decisions> {
  const rows = Array.from({ length: rules }, (_, index) => {
    const low = (index % 50) * 20;
    const origin = index % 2 === 0 ? '-' : '"CN","VN"';
    return `<rule id="r${index}">
      <inputEntry><text>"HS${String(index).padStart(4, '0')}"</text></inputEntry>
      <inputEntry><text>[${low}..${low + 20})</text></inputEntry>
      <inputEntry><text>${origin}</text></inputEntry>
      <outputEntry><text>${(index % 25) / 2}</text></outputEntry>
    </rule>`;
  });
  const input = (id: string, text: string): string =>
    `<input id="${id}"><inputExpression><text>${text}</text></inputExpression></input>`;
  const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="duty" name="duty" namespace="duty">
    <decision id="Duty" name="Duty"><variable name="Duty"/>
      <decisionTable id="DutyTable" hitPolicy="UNIQUE">
        ${input('i1', 'code')}${input('i2', 'value')}${input('i3', 'origin')}
        <output id="o1" name="rate"/>
        ${rows.join('\n')}
      </decisionTable>
    </decision>
  </definitions>`;
  const compiled = await compileDecisions(xml);
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  return compiled.decisions;
}
