import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCityTime } from '../time/cityTime';
import type { Case } from './acts/act';
import { ConversationLine } from './ConversationLine';
import { EventSentence } from './EventSentence';

interface Entry {
  key: string;
  /** Where it stands among the others. */
  order: number;
  at: string;
  what: ReactNode;
}

/** Events as they were recorded, and each conversation where it ended, or began if it goes on. */
function entriesOf({ timeline, conversations }: Pick<Case, 'timeline' | 'conversations'>): Entry[] {
  const events = timeline.map((event) => ({
    key: `event ${event.seq}`,
    order: Date.parse(event.recorded_at),
    at: event.occurred_at,
    what: <EventSentence event={event} />,
  }));
  const talks = conversations
    .filter((talk) => talk.wrap_up ?? talk.notes)
    .map((talk) => {
      const at = talk.ended_at ?? talk.started_at;
      return {
        key: `conversation ${talk.id}`,
        order: Date.parse(at),
        at,
        what: <ConversationLine talk={talk} />,
      };
    });
  // The sort is stable: what was recorded at the same instant as a wrap-up comes before it.
  return [...events, ...talks].sort((one, other) => one.order - other.order).reverse();
}

/** What happened on a case, the newest first, with what was noted in the conversations about it. */
export function Timeline({
  of: one,
  calls,
}: {
  of: Pick<Case, 'timeline' | 'conversations'>;
  /** Where all calls about it are listed. */
  calls?: string;
}) {
  const { t } = useTranslation('case');
  const time = useCityTime();
  return (
    <section aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('timeline')}</h2>
      {calls && one.conversations.some(({ call }) => call !== null) && (
        <p>
          <Link className="usa-link" to={calls}>
            {t('conversation.allCalls')}
          </Link>
        </p>
      )}
      <ol className="timeline">
        {entriesOf(one).map(({ key, at, what }) => (
          <li key={key} className="event">
            <time dateTime={at}>{time.at(at)}</time>
            <div>{what}</div>
          </li>
        ))}
      </ol>
    </section>
  );
}
