import type { Schemas } from '../api/client';
import { spokenPhone } from '../forms/phone';
import type { Language } from '../i18n';

type Channel = NonNullable<Schemas['Contact']['channel']>;
export const CHANNELS: Channel[] = ['call', 'email', 'sms'];

/** What is known of somebody as it stands in the fields of a form. */
export interface ContactDraft {
  name: string;
  phones: string[];
  email: string;
  language: Language;
  accessibility: string;
  address: string;
  channel: Channel | '';
}

export const newDraft = (phone: string, language: Language): ContactDraft => ({
  name: '',
  phones: [spokenPhone(phone)],
  email: '',
  language,
  accessibility: '',
  address: '',
  channel: '',
});

export const draftOf = (contact: Schemas['Contact']): ContactDraft => ({
  name: contact.name ?? '',
  phones: contact.phones.map(spokenPhone),
  email: contact.email ?? '',
  language: contact.language === 'fr' ? 'fr' : 'en',
  accessibility: contact.accessibility ?? '',
  address: contact.address ?? '',
  channel: contact.channel ?? '',
});

/** What the form says; what is empty is not known, or not any more. */
export function detailsOf(draft: ContactDraft): Schemas['CreateContact'] {
  const said = (text: string) => text.trim() || null;
  return {
    name: said(draft.name),
    phones: draft.phones.map((phone) => phone.trim()).filter(Boolean),
    email: said(draft.email),
    language: draft.language,
    accessibility: said(draft.accessibility),
    address: said(draft.address),
    channel: draft.channel || null,
  };
}
