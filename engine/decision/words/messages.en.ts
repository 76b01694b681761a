/** What decisions tell. These texts are in recorded histories: their words never change, a better wording is a new key. */
export const english = {
  // The model
  'decision.idRepeated': "the id '{{id}}' is used more than once",
  'decision.nameRepeated': "the name '{{name}}' is used more than once",
  'decision.requirementMissing': "requires '{{id}}', which does not exist",
  'decision.foreignRequirementMissing': "requires '{{id}}' in '{{namespace}}', which does not exist",
  'decision.requiresItself': 'the decision requires itself: {{circle}}',
  'decision.otherNamespace': "'{{namespace}}' is not the wanted '{{wanted}}'",
  'decision.importsItself': "the model imports itself by way of '{{namespace}}'",
  'decision.importMissing': "no model '{{namespace}}' to import",
  'table.noOutput': 'no output',
  'table.aggregatesSeveral': '{{aggregator}} cannot aggregate several outputs',
  'table.ruleWidth': 'the rule has not one entry for each column',
  // Became null on the way
  'boxed.condition': 'The condition is a {{type}}',
  'boxed.noFunction': "'{{function}}' is a {{type}}, no function",
  'boxed.foreignFunction': 'Functions in {{language}} are not run',
  'boxed.noListToIterate': 'There is no list to iterate over',
  'boxed.noListToAsk': 'There is no list to ask about',
  'value.type': "'{{element}}': a {{type}} is no {{wanted}}, or none that is allowed",
  'value.notAllowed': "'{{column}}': {{value}} is not among {{allowed}}",
  // Ended without a value
  'decision.unknown': "There is no decision '{{decision}}'",
  'decision.text': "'{{element}}': {{problem}}",
  'decision.textUnreadable': "'{{element}}': not readable",
  'hitPolicy.severalMatch':
    "Hit policy {{policy}} of '{{table}}' is violated: more than one rule matches (rules {{rules}})",
  'hitPolicy.disagree':
    "Hit policy {{policy}} of '{{table}}' is violated: the matching rules disagree (rules {{rules}})",
  'aggregator.noNumber': "Aggregator SUM of '{{table}}' met a value that is no number",
  'aggregator.noOrder': "Aggregator {{aggregator}} of '{{table}}' met values that have no order",
} as const;
