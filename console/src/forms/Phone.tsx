import { spokenPhone } from './phone';

export function Phone({ number }: { number: string }) {
  return <span className="phone">{spokenPhone(number)}</span>;
}
