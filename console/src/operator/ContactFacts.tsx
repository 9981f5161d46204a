import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Phone } from '../forms/Phone';

export function ContactFacts({ contact }: { contact: Schemas['Contact'] }) {
  const { t } = useTranslation(['operator', 'words']);
  const language = contact.language === 'fr' ? 'fr' : 'en';
  return (
    <>
      <dl className="facts">
        {contact.phones.map((phone) => (
          <div key={phone}>
            <dt>{t('operator:caller.phone')}</dt>
            <dd>
              <Phone number={phone} />
            </dd>
          </div>
        ))}
        {contact.email && (
          <div>
            <dt>{t('operator:caller.email')}</dt>
            <dd>{contact.email}</dd>
          </div>
        )}
        <div>
          <dt>{t('operator:caller.language')}</dt>
          <dd>{t(`words:language.${language}`)}</dd>
        </div>
        {contact.accessibility && (
          <div>
            <dt>{t('operator:caller.accessibility')}</dt>
            <dd>
              <strong>{contact.accessibility}</strong>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
