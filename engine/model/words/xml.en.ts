/** How the XML reader of diagrams and decisions puts what it cannot read. */
export const english = {
  'xml.at': 'line {{line}}, column {{column}}: {{fault}}',
  'xml.unparsable':
    'unparsable content {{content}} detected\n\tline: {{line}}\n\tcolumn: {{column}}\n\tnested error: {{fault}}',
  'xml.root': 'failed to parse document as <{{root}}>',
  'xml.element': 'unrecognized element <{{element}}>',
  'xml.closingTag': 'closing tag mismatch',
  'xml.openTag': 'missing open tag',
  'xml.startTag': 'missing start tag',
  'xml.unclosedTag': 'unclosed tag',
  'xml.unclosedCdata': 'unclosed cdata',
  'xml.unclosedComment': 'unclosed comment',
  'xml.unclosedInstruction': 'unclosed question',
  'xml.end': 'unexpected end of file',
  'xml.outside': 'non-whitespace outside of root node',
  'xml.nodeName': 'invalid nodeName',
  'xml.attributeValue': 'missing attribute value',
  'xml.attributeQuotes': 'missing attribute value quotes',
  'xml.closingQuotes': 'missing closing quotes',
  'xml.quoteMismatch': 'attribute value quote missmatch',
  'xml.attributeName': 'illegal attribute name char',
  'xml.attributeEnd': 'illegal character after attribute end',
} as const;
