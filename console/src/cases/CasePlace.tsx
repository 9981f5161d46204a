import { Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaceMap } from '../map/PlaceMap';
import { useSession } from '../session/session';
import type { Case } from './acts/act';

/** Where a case is, for who has no desk with a map at its side; loaded when it is asked for. */
export function CasePlace({ one }: { one: Case }) {
  const { t } = useTranslation('map');
  const { staff } = useSession();
  const [shown, setShown] = useState(false);
  if (!one.point || staff.role === 'operator' || staff.role === 'supervisor') return null;
  return (
    <section aria-labelledby="place-title">
      <h2 id="place-title">{t('whereItIs')}</h2>
      {shown ? (
        <PlaceMap point={one.point} number={one.number} />
      ) : (
        <Button type="button" outline onClick={() => setShown(true)}>
          {t('showOnMap')}
        </Button>
      )}
    </section>
  );
}
