import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useCityTime } from '../time/cityTime';
import { EventSentence } from './EventSentence';

/** What happened on a case, the newest first. */
export function Timeline({ events }: { events: Schemas['TimelineEntry'][] }) {
  const { t } = useTranslation('case');
  const time = useCityTime();
  return (
    <section aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('timeline')}</h2>
      <ol className="timeline">
        {events.toReversed().map((event) => (
          <li key={event.seq} className="event">
            <time dateTime={event.occurred_at}>{time.at(event.occurred_at)}</time>
            <div>
              <EventSentence event={event} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
