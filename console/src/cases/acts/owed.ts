import { useSession } from '../../session/session';
import { livePromise, type Case } from './act';

/** Whoever types for the person who owes it says so; the person herself does not. */
function useBehalf(owner: { id: number }) {
  const { staff } = useSession();
  return owner.id === staff.id ? {} : { on_behalf_of: owner.id };
}

/** The question that this is about: of several, one's own. */
export function useAsk(one: Case) {
  const { staff } = useSession();
  const open = one.asks.filter(({ state }) => state === 'asked');
  const ask = open.find(({ owner }) => owner.id === staff.id) ?? open[0]!;
  return { ask, behalf: useBehalf(ask.owner) };
}

/** The promise that this is about. */
export function usePromise(one: Case) {
  const promise = livePromise(one)!;
  return { promise, behalf: useBehalf(promise.owner) };
}
