import { z } from 'zod';
import { RuleBook, ruleRow } from './rule-book.ts';
import dutyRates from './rules/duty-rates.sample.json' with { type: 'json' };
import euImport from './rules/eu-import.json' with { type: 'json' };
import euMembership from './rules/eu-membership.json' with { type: 'json' };
import euVat from './rules/eu-vat.json' with { type: 'json' };
import gb from './rules/gb.json' with { type: 'json' };
import otherLowValue from './rules/other-low-value.json' with { type: 'json' };
import usFederal from './rules/us-federal.json' with { type: 'json' };
import usStates from './rules/us-states.json' with { type: 'json' };

/** The rule set that comes with the product. Rows are data with a source each; add rows, never edit what was known. */
export const shippedRules = new RuleBook(
  z
    .array(ruleRow)
    .parse([...euVat, ...euMembership, ...euImport, ...gb, ...otherLowValue, ...usFederal, ...usStates, ...dutyRates]),
);
