import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useCityTime } from '../time/cityTime';

type Promise = Schemas['Promise'];

/** One promise in a sentence: who, what, by when, and how it stands. */
export function usePromiseText() {
  const { t } = useTranslation(['case', 'words']);
  const time = useCityTime();
  return (promise: Promise) => {
    const what = t('case:promise.line', {
      name: promise.owner.name,
      action: t(`words:action.${promise.action}`),
      when: time.by(promise.due),
    });
    const state =
      promise.state === 'made'
        ? promise.late
          ? t('case:promise.late')
          : time.left(promise.due)
        : t(`words:promiseState.${promise.state}`);
    return t('case:promise.with', { what, state });
  };
}

export function PromiseLine({ promise }: { promise: Promise }) {
  const say = usePromiseText();
  return (
    <span className={promise.late ? 'promise-line promise-line--late' : 'promise-line'}>{say(promise)}</span>
  );
}
