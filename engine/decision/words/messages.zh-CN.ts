import type { Translated } from '#engine/wording/index.ts';
import type { english } from './messages.en.ts';

/** 决策的提示信息。 */
export const chinese: Translated<typeof english> = {
  // 模型
  'decision.idRepeated': 'id“{{id}}”被多次使用',
  'decision.nameRepeated': '名称“{{name}}”被多次使用',
  'decision.requirementMissing': '需要“{{id}}”，但它不存在',
  'decision.foreignRequirementMissing': '需要“{{namespace}}”中的“{{id}}”，但它不存在',
  'decision.requiresItself': '决策依赖自身：{{circle}}',
  'decision.otherNamespace': '“{{namespace}}”不是所需的“{{wanted}}”',
  'decision.importsItself': '模型经由“{{namespace}}”导入了自身',
  'decision.importMissing': '没有可导入的模型“{{namespace}}”',
  'table.noOutput': '没有输出列',
  'table.aggregatesSeveral': '{{aggregator}} 不能汇总多个输出列',
  'table.ruleWidth': '该规则的单元格与列不一一对应',
  // 过程中变为 null
  'boxed.condition': '条件是{{type}}，而不是布尔值',
  'boxed.noFunction': '“{{function}}”是{{type}}，不是函数',
  'boxed.foreignFunction': '不执行 {{language}} 函数',
  'boxed.noListToIterate': '没有可遍历的列表',
  'boxed.noListToAsk': '没有可判断的列表',
  'value.type': '“{{element}}”：{{type}}不是 {{wanted}}，或不在允许范围内',
  'value.notAllowed': '“{{column}}”：{{value}} 不在 {{allowed}} 之中',
  // 求值失败
  'decision.unknown': '没有决策“{{decision}}”',
  'decision.text': '“{{element}}”：{{problem}}',
  'decision.textUnreadable': '“{{element}}”：无法读取',
  'hitPolicy.severalMatch': '违反“{{table}}”的命中策略 {{policy}}：有多条规则匹配（规则 {{rules}}）',
  'hitPolicy.disagree': '违反“{{table}}”的命中策略 {{policy}}：匹配的规则结果不一致（规则 {{rules}}）',
  'aggregator.noNumber': '“{{table}}”的汇总 SUM 遇到了不是数字的值',
  'aggregator.noOrder': '“{{table}}”的汇总 {{aggregator}} 遇到了无法排序的值',
};
