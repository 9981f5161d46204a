import { useTranslation } from 'react-i18next';
import { useCityTime } from '../time/cityTime';
import type { Case } from './acts/act';

/** Pictures that came with the request, small; each opens whole, on a page of its own. */
export function CasePhotos({ photos }: { photos: Case['photos'] }) {
  const { t } = useTranslation('case');
  const time = useCityTime();
  if (photos.length === 0) return null;
  return (
    <section aria-labelledby="photos-title">
      <h2 id="photos-title">{t('photos.title')}</h2>
      <ul className="photos">
        {photos.map((photo, index) => (
          <li key={photo.image}>
            <a href={photo.image} target="_blank" rel="noreferrer">
              <img
                src={photo.thumbnail}
                alt={t('photos.one', {
                  number: index + 1,
                  count: photos.length,
                  at: time.at(photo.added_at),
                })}
                loading="lazy"
              />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
