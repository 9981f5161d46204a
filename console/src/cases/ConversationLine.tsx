import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { HearCall } from '../hearing/HearCall';
import { Parties } from '../telephone/Parties';

export type Conversation = Schemas['Conversation'];

/** One conversation about a case: who had it, how it ended, and what was noted in it. */
export function ConversationLine({ talk }: { talk: Conversation }) {
  const { t, i18n } = useTranslation(['case', 'words']);
  const kind = `case:conversation.${talk.direction}.${talk.channel}` as never;
  const code = `words:wrapUp.${talk.wrap_up}` as never;
  return (
    <>
      <span className="event__what">{i18n.exists(kind) ? t(kind) : talk.channel}</span>
      <span className="event__who">{t('case:event.by', { name: talk.staff.name })}</span>
      {talk.wrap_up && (
        <span className="event__details">
          {t('case:fact.line', {
            name: t('case:fact.wrap_up'),
            value: i18n.exists(code) ? t(code) : talk.wrap_up,
          })}
        </span>
      )}
      <Parties parties={talk.parties} />
      {talk.recorded && (
        <span className="event__details">
          {talk.can_hear && talk.call !== null ? (
            <HearCall call={talk.call} talk={talk.id} of={talk.staff.name} />
          ) : (
            t('case:conversation.recorded')
          )}
        </span>
      )}
      {talk.notes && <blockquote className="event__words">{talk.notes}</blockquote>}
    </>
  );
}
