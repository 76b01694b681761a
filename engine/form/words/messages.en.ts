/** What is wrong with a form at its deployment, and how the JSON parser puts it. */
export const english = {
  'form.notJson': 'not JSON: {{fault}}',
  'form.pattern': '"{{pattern}}" is not a regular expression',
  'form.noId': 'The form has no id.',
  'json.token': "Unexpected token '{{token}}', {{excerpt}} is not valid JSON",
  'json.end': 'Unexpected end of JSON input',
  'json.property': "Expected property name or '}' in JSON at position {{place}}",
  'json.quotedProperty': 'Expected double-quoted property name in JSON at position {{place}}',
  'json.colon': "Expected ':' after property name in JSON at position {{place}}",
  'json.inObject': "Expected ',' or '}' after property value in JSON at position {{place}}",
  'json.inList': "Expected ',' or ']' after array element in JSON at position {{place}}",
  'json.string': 'Unterminated string in JSON at position {{place}}',
  'json.escape': 'Bad escaped character in JSON at position {{place}}',
  'json.control': 'Bad control character in string literal in JSON at position {{place}}',
  'json.more': 'Unexpected non-whitespace character after JSON at position {{place}}',
} as const;
