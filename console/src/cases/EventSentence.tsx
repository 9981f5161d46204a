import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useEventText } from './eventText';

/** One event of a case as a sentence: what happened, by whom, and the words that were kept. */
export function EventSentence({ event }: { event: Schemas['TimelineEntry'] }) {
  const { t } = useTranslation('case');
  const { sentence, details } = useEventText(event);
  return (
    <>
      <span className="event__what">{sentence}</span>
      {event.who && <span className="event__who">{t('event.by', { name: event.who.name })}</span>}
      {details && <span className="event__details">{details}</span>}
      {event.text && <blockquote className="event__words">{event.text}</blockquote>}
    </>
  );
}
