import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A number as it is read aloud, in groups; the API's are in one piece. */
export const spokenPhone = (phone: string) =>
  parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
