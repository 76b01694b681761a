import type { Translated } from '#engine/wording/index.ts';
import type { english } from './messages.en.ts';

/** 部署表单时发现的问题，以及 JSON 解析器的说法。 */
export const chinese: Translated<typeof english> = {
  'form.notJson': '不是 JSON：{{fault}}',
  'form.pattern': '“{{pattern}}”不是有效的正则表达式',
  'form.noId': '表单没有 id。',
  'json.token': '{{excerpt}} 中不应出现“{{token}}”',
  'json.end': 'JSON 意外结束',
  'json.property': 'JSON 位置 {{place}} 处应为属性名或“}”',
  'json.quotedProperty': 'JSON 位置 {{place}} 处的属性名应加双引号',
  'json.colon': 'JSON 位置 {{place}} 处的属性名后应为“:”',
  'json.inObject': 'JSON 位置 {{place}} 处的属性值后应为“,”或“}”',
  'json.inList': 'JSON 位置 {{place}} 处的列表项后应为“,”或“]”',
  'json.string': 'JSON 位置 {{place}} 处的字符串没有结束',
  'json.escape': 'JSON 位置 {{place}} 处有无效的转义字符',
  'json.control': 'JSON 位置 {{place}} 处的字符串中有控制字符',
  'json.more': 'JSON 在位置 {{place}} 处结束后还有内容',
};
