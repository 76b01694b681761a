import { sayer } from '#engine/wording/template.ts';
import { english as host } from './host.en.ts';
import { english as incidents } from './incidents.en.ts';
import { english as refusals } from './refusals.en.ts';

/** Why an element stops: the text of an incident. */
export const say = sayer(incidents);

/** Why a request is refused. */
export const sayNo = sayer(refusals);

/** What a host answers where it cannot do what an instance asks. */
export const sayAsHost = sayer(host);
