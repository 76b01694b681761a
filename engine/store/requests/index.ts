/** Requests to instances: a row before it is an update, with an answer that lasts (design decision D5). */
export type { InsertedRequest, NewRequest } from './insert-request.ts';
export { insertRequest } from './insert-request.ts';
export type { TakenRequest } from './take-requests.ts';
export { findInstancesWithOpenRequests, putBackRequests, requestsPerUpdate, takeRequests } from './take-requests.ts';
export type { FinishedRequest } from './finish-request.ts';
export { finishRequests } from './finish-request.ts';
export type { RequestState } from './read-answer.ts';
export { readProjectedAnswers, readRequest } from './read-answer.ts';
export { withdrawRequest } from './withdraw-request.ts';
export { withdrawnAmong } from './withdrawn-among.ts';
