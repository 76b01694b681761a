import type { Translated } from '#engine/wording/index.ts';
import type { english } from './xml.en.ts';

/** XML 读取器的错误说明。 */
export const chinese: Translated<typeof english> = {
  'xml.at': '第 {{line}} 行第 {{column}} 列：{{fault}}',
  'xml.unparsable': '无法解析 {{content}}（从 0 计第 {{line}} 行第 {{column}} 列）：{{fault}}',
  'xml.root': '文件不是 <{{root}}> 文档',
  'xml.element': '无法识别的元素 <{{element}}>',
  'xml.closingTag': '结束标签与开始标签不一致',
  'xml.openTag': '缺少开始标签',
  'xml.startTag': '缺少开始标签',
  'xml.unclosedTag': '标签没有结束',
  'xml.unclosedCdata': 'CDATA 没有结束',
  'xml.unclosedComment': '注释没有结束',
  'xml.unclosedInstruction': '处理指令没有结束',
  'xml.end': '文件意外结束',
  'xml.outside': '根元素之外有内容',
  'xml.nodeName': '元素名称无效',
  'xml.attributeValue': '缺少属性值',
  'xml.attributeQuotes': '属性值缺少引号',
  'xml.closingQuotes': '缺少右引号',
  'xml.quoteMismatch': '属性值的引号不一致',
  'xml.attributeName': '属性名中有非法字符',
  'xml.attributeEnd': '属性之后有非法字符',
};
