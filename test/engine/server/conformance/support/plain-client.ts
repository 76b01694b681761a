import type { CamundaClient } from '@camunda8/orchestration-cluster-api';

/** The client's keys are nominal types; a test passes them on as the plain text they are. */
type Plain<T> = T extends { readonly __brand: string }
  ? string
  : T extends File | Date | ((...args: never) => unknown)
    ? T
    : T extends readonly unknown[] | object
      ? { [Name in keyof T]: Plain<T[Name]> }
      : T;

type PlainCall<Call> = Call extends (...args: infer Args) => PromiseLike<infer Answer>
  ? (...args: Plain<Args>) => Promise<Plain<Answer>>
  : never;

/** The official client with plain texts for its keys. */
export type PlainClient = { readonly [Name in keyof CamundaClient]: PlainCall<CamundaClient[Name]> };

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** The client itself, every operation that is called noted by its name. */
export function plainClient(client: CamundaClient, called: Set<string>): PlainClient {
  const noting = new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      called.add(String(name));
      return ((...args) => Reflect.apply(member, target, args) as Promise<unknown>) satisfies Call;
    },
  });
  // Only brands are taken away, which exist in types alone.
  return noting as unknown as PlainClient;
}
