import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Phone } from '../telephone/Phone';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function ContactFacts({ contact }: { contact: Schemas['Contact'] }) {
  const { t } = useTranslation(['operator', 'words']);
  const language = contact.language === 'fr' ? 'fr' : 'en';
  return (
    <dl className="facts">
      {contact.phones.map((phone) => (
        <Fact key={phone} name={t('operator:caller.phone')}>
          <Phone number={phone} contact={contact.id} />
        </Fact>
      ))}
      {contact.email && <Fact name={t('operator:caller.email')}>{contact.email}</Fact>}
      <Fact name={t('operator:caller.language')}>{t(`words:language.${language}`)}</Fact>
      {contact.channel && (
        <Fact name={t('operator:caller.channel')}>{t(`words:channel.${contact.channel}`)}</Fact>
      )}
      {contact.accessibility && (
        <Fact name={t('operator:caller.accessibility')}>
          <strong>{contact.accessibility}</strong>
        </Fact>
      )}
      {contact.address && (
        <Fact name={t('operator:caller.address')}>
          <span className="address">{contact.address}</span>
        </Fact>
      )}
    </dl>
  );
}
