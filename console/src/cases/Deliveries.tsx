import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useDeliveries } from '../api/queries';
import { useCityTime } from '../time/cityTime';
import type { Case } from './acts/act';

/** How a service request gets to others that do the work, each with its log. */
export function Deliveries({ of }: { of: Pick<Case, 'number' | 'kind'> }) {
  const { t } = useTranslation('case');
  const { data, isError } = useDeliveries(of.number, of.kind === 'service_request');
  if (isError) return <p>{t('deliveries.failed')}</p>;
  if (!data || data.deliveries.length === 0) return null;
  return (
    <section aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">{t('deliveries.title')}</h2>
      {data.deliveries.map((one) => (
        <Delivery key={one.id} one={one} />
      ))}
    </section>
  );
}

function Delivery({ one }: { one: Schemas['Delivery'] }) {
  const { t } = useTranslation(['case', 'words']);
  const time = useCityTime();
  const facts = [
    one.their_number && t('case:deliveries.number', { number: one.their_number }),
    one.their_status && t('case:deliveries.status', { status: t(`words:theirStatus.${one.their_status}`) }),
    t('case:deliveries.reference', { reference: one.reference }),
    one.next_at && t('case:deliveries.next', { when: time.by(one.next_at) }),
  ];
  return (
    <>
      <p>
        <strong>
          {t('case:deliveries.line', {
            partner: one.partner,
            state: t(`words:deliveryState.${one.state}`),
          })}
        </strong>
      </p>
      <p>{facts.filter(Boolean).join(' ')}</p>
      <ol aria-label={t('case:deliveries.log', { partner: one.partner })}>
        {one.log.map(({ at, act, detail }, index) => (
          <li key={index}>
            {t(detail ? 'case:deliveries.detail' : 'case:deliveries.step', {
              when: time.at(at),
              act: t(`words:deliveryAct.${act}`),
              detail,
            })}
          </li>
        ))}
      </ol>
    </>
  );
}
