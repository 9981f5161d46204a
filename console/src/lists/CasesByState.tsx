import { Table } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export const STATES = ['open', 'resolved', 'closed'] as const;
export type CaseState = (typeof STATES)[number];

type Row = { key: string | number; head: ReactNode } & Record<CaseState, ReactNode>;

/** How many cases are in each state, by whatever the first column names. */
export function CasesByState({ caption, by, rows }: { caption: string; by: string; rows: Row[] }) {
  const { t } = useTranslation('lists');
  return (
    <section className="pane">
      <Table fullWidth compact bordered={false} caption={caption} className="areas-table">
        <thead>
          <tr>
            <th scope="col">{by}</th>
            {STATES.map((state) => (
              <th key={state} scope="col" className="number">
                {t(`measure.${state}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.head}</th>
              {STATES.map((state) => (
                <td key={state} className="number">
                  {row[state]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
