import { useTranslation } from 'react-i18next';
import { useContext } from 'react';
import type { Schemas } from '../api/client';
import { EventSentence } from '../cases/EventSentence';
import { SessionContext } from '../session/session';

export function WhatChanged({ events }: { events: Schemas['TimelineEntry'][] }) {
  const { t } = useTranslation('shell');
  const me = useContext(SessionContext)?.staff.id;
  const own = events.every(({ who }) => who?.id === me);
  return (
    <>
      <p>{t(own ? 'conflict.own' : 'conflict.text')}</p>
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
