import { Link } from 'react-router';

/** One figure of the wall, which opens what it counts. */
export function Figure({
  name,
  value,
  to,
  alarm = false,
}: {
  name: string;
  value: string | number;
  to: string;
  alarm?: boolean;
}) {
  const inside = (
    <>
      <span className="figure__value">{value}</span> <span className="figure__name">{name}</span>
    </>
  );
  const look = alarm ? 'figure figure--alarm' : 'figure';
  return (
    <li>
      {to.startsWith('#') ? (
        <a className={look} href={to}>
          {inside}
        </a>
      ) : (
        <Link className={look} to={to}>
          {inside}
        </Link>
      )}
    </li>
  );
}
