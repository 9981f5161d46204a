import { Button } from '@trussworks/react-uswds';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS, usePublicity } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { ProblemAlert } from '../forms/ProblemAlert';
import { useSession } from '../session/session';
import type { Case } from './acts/act';

type Piece = Schemas['PublicPiece'];

const MAY_DECIDE = new Set(['supervisor', 'department_manager', 'department_staff']);

/** What everybody may see of a request, for who may decide on it: the check is careful, not clever. */
export function Publicity({ of }: { of: Pick<Case, 'number' | 'kind'> }) {
  const { t } = useTranslation('case');
  const { staff } = useSession();
  const { data, isError } = usePublicity(
    of.number,
    of.kind === 'service_request' && MAY_DECIDE.has(staff.role),
  );
  if (isError) return <p>{t('publicity.failed')}</p>;
  if (!data || data.pieces.length === 0) return null;
  return (
    <section aria-labelledby="publicity-title">
      <h2 id="publicity-title">{t('publicity.title')}</h2>
      <p>{t('publicity.why')}</p>
      <ul className="photos">
        {data.pieces.map((piece) => (
          <PieceLine key={`${piece.part} ${piece.id}`} piece={piece} number={of.number} />
        ))}
      </ul>
    </section>
  );
}

function PieceLine({ piece, number }: { piece: Piece; number: string }) {
  const { t } = useTranslation('case');
  const queries = useQueryClient();
  const decide = useSubmission(
    (body: Schemas['DecidePublicity'], key) =>
      bodyOf(
        api.POST('/api/v1/cases/{number}/publicity', {
          params: { path: { number } },
          body,
          headers: keyed(key),
        }),
      ),
    {
      onDone: () => {
        void queries.invalidateQueries({ queryKey: [TOPICS.case, number] });
        void queries.invalidateQueries({ queryKey: [TOPICS.withheld] });
      },
    },
  );
  const name = t(`publicity.part.${piece.part}`);
  return (
    <li>
      {piece.thumbnail && <img src={piece.thumbnail} alt={name} loading="lazy" />}
      <p>
        <strong>{t(piece.public ? 'publicity.shown' : 'publicity.withheld', { part: name })}</strong>{' '}
        {piece.part === 'request' ? t('publicity.asked') : piece.text}
      </p>
      <ProblemAlert problem={decide.error} />
      <Button
        type="button"
        outline
        disabled={decide.isPending}
        onClick={() => decide.mutate({ part: piece.part, id: piece.id, public: !piece.public })}
        aria-label={t(piece.public ? 'publicity.withholdThis' : 'publicity.releaseThis', { part: name })}
      >
        {t(piece.public ? 'publicity.withhold' : 'publicity.release')}
      </Button>
    </li>
  );
}
