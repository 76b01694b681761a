/** DMN files for tests, written shortly. */
export function definitions(body: string, namespace = 'test'): string {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="defs" name="${namespace}" namespace="${namespace}">${body}</definitions>`;
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const literal = (tag: string, text: string): string => `<${tag}><text>${escape(text)}</text></${tag}>`;

export interface TableText {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Cells of a rule, inputs before outputs. */
  readonly rules: readonly (readonly string[])[];
  /** Allowed values of the first output, in the order of priority. */
  readonly priorities?: string;
  readonly defaultOutput?: string;
}

export function table(text: TableText): string {
  const { hitPolicy = 'UNIQUE', aggregation, inputs, outputs, rules, priorities, defaultOutput } = text;
  const attributes = `hitPolicy="${hitPolicy}"${aggregation === undefined ? '' : ` aggregation="${aggregation}"`}`;
  const rows = rules.map((cells, index) => {
    const entries = cells.map((cell, column) => literal(column < inputs.length ? 'inputEntry' : 'outputEntry', cell));
    return `<rule id="rule${index + 1}">${entries.join('')}</rule>`;
  });
  const columns = outputs.map((name, index) => {
    const values = index === 0 && priorities !== undefined ? literal('outputValues', priorities) : '';
    const fallback = index === 0 && defaultOutput !== undefined ? literal('defaultOutputEntry', defaultOutput) : '';
    return `<output id="out${index + 1}" name="${name}">${values}${fallback}</output>`;
  });
  const asked = inputs.map(
    (expression, index) => `<input id="in${index + 1}">${literal('inputExpression', expression)}</input>`,
  );
  return `<decisionTable id="table" ${attributes}>${asked.join('')}${columns.join('')}${rows.join('')}</decisionTable>`;
}

export function decision(name: string, logic: string, requires: readonly string[] = []): string {
  const requirements = requires.map(
    (id) => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`,
  );
  return `<decision id="${name}" name="${name}"><variable name="${name}"/>${requirements.join('')}${logic}</decision>`;
}

export const expression = (text: string): string => literal('literalExpression', text);
