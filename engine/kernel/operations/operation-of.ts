import type { Operation, OperationType } from '../contract/input.ts';

export type OperationOf<T extends OperationType> = Extract<Operation, { readonly type: T }>;
