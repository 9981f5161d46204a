import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Phone } from '../telephone/Phone';

/** Whom to call if it does not happen, to be read out. */
export function CardFacts({ card }: { card: Schemas['Card'] }) {
  const { t } = useTranslation('case');
  return (
    <div className="card-facts">
      <p className="card-facts__name">{card.role ? t('card.nameAndRole', card) : card.name}</p>
      <p className="card-facts__phone">
        <Phone number={card.phone} />
      </p>
      {card.hours && <p>{card.hours}</p>}
    </div>
  );
}
