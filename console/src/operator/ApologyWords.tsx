import { useTranslation } from 'react-i18next';
import { useCase } from '../api/queries';
import { useSession } from '../session/session';
import { useCityTime } from '../time/cityTime';

/** What to say to whom a word was not kept: who promised what by when, that it did not happen, sorry. */
export function ApologyWords({ number }: { number: string }) {
  const { t } = useTranslation('operator');
  const time = useCityTime();
  const { staff } = useSession();
  const one = useCase(number).data;
  const promise = one?.promises.findLast(({ state }) => state === 'broken' || state === 'disputed');
  if (!one) return null;
  return (
    <div className="say">
      <h3>{t('article.script')}</h3>
      <p>
        {promise
          ? t(promise.owner.id === staff.id ? 'apology.own' : 'apology.words', {
              name: promise.owner.name,
              when: time.by(promise.due),
            })
          : t('apology.silence')}{' '}
        {t('apology.next')}
      </p>
    </div>
  );
}
