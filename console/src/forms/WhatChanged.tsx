import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { EventSentence } from '../cases/EventSentence';

export function WhatChanged({ events }: { events: Schemas['TimelineEntry'][] }) {
  const { t } = useTranslation('shell');
  return (
    <>
      <p>{t('conflict.text')}</p>
      <ul className="usa-list">
        {events.map((event) => (
          <li key={event.seq}>
            <EventSentence event={event} />
          </li>
        ))}
      </ul>
    </>
  );
}
