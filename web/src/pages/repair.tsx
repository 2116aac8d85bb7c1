import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { Link } from 'wouter';
import { documentOf } from '../api/client.ts';
import { RepairDriftDocument, type StockTargetInput } from '../api/generated/graphql.ts';
import { Confirm } from '../ui/confirm.tsx';
import type { Level } from '../ui/level.tsx';
import { textOfError } from '../ui/states.tsx';

const targetOf = ({ channel, productId, locationId, optionId }: Level): StockTargetInput => ({
  channel: channel.key,
  productId,
  ...(locationId !== null && { locationId }),
  ...(optionId !== null && { optionId }),
});

type Said = {
  readonly texts: readonly string[];
  readonly isProblem: boolean;
  readonly operation: string | null;
};

type RepairProps = {
  readonly levels: readonly Level[];
  /** Whether there is something to repair. What came of the last repair stays. */
  readonly isOffered?: boolean;
  onRepaired(): void;
};

/** Sets the levels to their expected quantities, after a question, and says what came of it. */
export const RepairButton = ({ levels, isOffered = true, onRepaired }: RepairProps) => {
  const { t } = useTranslation();
  const client = useClient();
  const [said, setSaid] = useState<Said | null>(null);
  const problem = (text: string): void => setSaid({ texts: [text], isProblem: true, operation: null });

  const repair = async (): Promise<void> => {
    const input = { targets: levels.map(targetOf) };
    const { data, error } = await client.mutation(documentOf(RepairDriftDocument), { input }).toPromise();
    if (error) return problem(textOfError(error) ?? t('state.unreachable'));
    const payload = data?.repairDrift;
    const refusal = payload?.userErrors[0];
    if (refusal) return problem(refusal.message);
    const results = payload?.results ?? [];
    const applied = results.filter(({ status }) => status === 'APPLIED').length;
    const failed = results.filter(({ status }) => status === 'FAILED');
    const messages = failed.flatMap((result) => ('message' in result ? [result.message] : []));
    setSaid({
      texts: [
        ...(applied > 0 ? [t('drift.repaired', { count: applied })] : []),
        ...(failed.length > 0 ? [t('drift.notRepaired', { count: failed.length })] : []),
        ...new Set(messages.slice(0, 3)),
      ],
      isProblem: failed.length > 0,
      operation: payload?.operation?.id ?? null,
    });
    onRepaired();
  };

  return (
    <div className="repair">
      {isOffered && (
        <Confirm
          look="primary"
          isDisabled={levels.length === 0}
          label={
            <>
              <Wrench aria-hidden="true" className="icon" />
              {t('drift.repairSelected', { count: levels.length })}
            </>
          }
          title={t('drift.repairTitle', { count: levels.length })}
          text={t('drift.repairText')}
          action={t('drift.repair')}
          onConfirm={repair}
        />
      )}
      <div role="status">
        {said && (
          <p className={said.isProblem ? 'notice bad' : 'notice good'}>
            <span>{said.texts.join(' ')}</span>
            {said.operation !== null && (
              <Link href={`/operations/${encodeURIComponent(said.operation)}`}>
                {t('drift.openOperation')}
              </Link>
            )}
          </p>
        )}
      </div>
    </div>
  );
};
