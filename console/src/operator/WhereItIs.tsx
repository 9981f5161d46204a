import { useTranslation } from 'react-i18next';
import { useMatch } from 'react-router';
import { useCase } from '../api/queries';
import { PlaceMap } from '../map/PlaceMap';

function Place({ number }: { number: string }) {
  const { t } = useTranslation('map');
  const one = useCase(number).data;
  if (!one?.point) return null;
  return (
    <section className="pane" aria-labelledby="where-title">
      <h2 id="where-title">{t('whereItIs')}</h2>
      {one.place && <p>{one.place}</p>}
      <PlaceMap key={number} point={one.point} number={one.number} />
    </section>
  );
}

/** Where the case is that is open, when that is known. */
export function WhereItIs() {
  const number = useMatch('/cases/:number')?.params.number;
  return number ? <Place number={number} /> : null;
}
