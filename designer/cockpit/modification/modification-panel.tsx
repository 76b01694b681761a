import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Asked } from '../../api/instance-operations.ts';
import { modifyInstance } from '../../api/instance-operations.ts';
import type { Words } from '../../i18n/language.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/fields.tsx';
import { useAnnounce } from '../../ui/toasts.tsx';
import { PreviewView } from '../preview/preview-view.tsx';
import type { Rehearsing } from '../preview/use-rehearsal.ts';
import { ReasonedConfirm } from '../reasoned-confirm.tsx';
import type { NameOf } from '../use-element-names.ts';
import type { Instruction, Plan } from './plan.ts';
import { bodyOf, instructionOf } from './plan.ts';
import type { Modification } from './use-modification.ts';

interface ModificationPanelProps {
  readonly instance: ProcessInstanceResult;
  readonly modification: Modification;
  readonly rehearsing: Rehearsing;
  /** Elements that hold tokens now. */
  readonly live: readonly string[];
  /** Everything that a token can be brought to. */
  readonly elements: readonly string[];
  readonly nameOf: NameOf;
  readonly onLeave: () => void;
}

/** The plan beside what it would do. Everything that a click on the diagram does can be done here by keyboard. */
export function ModificationPanel(props: ModificationPanelProps) {
  const { modification, rehearsing, nameOf, onLeave } = props;
  const { t } = useWords();
  const [confirming, setConfirming] = useState(false);
  const { plan, preview } = modification;
  return (
    <section className="card modification" aria-label={t('operate.modification.title')}>
      <header>
        <h2>{t('operate.modification.title')}</h2>
        <Button onClick={onLeave}>{t('operate.modification.leave')}</Button>
        <Button
          look="primary"
          disabled={plan.length === 0 || preview?.ok === false}
          onClick={() => setConfirming(true)}
        >
          {t('operate.modification.carryOut')}
        </Button>
      </header>
      <div className="card-body modification-body">
        <div className="modification-plan">
          <p className="soft">
            {modification.picked === null
              ? t('operate.modification.hint')
              : t('operate.modification.picked', { element: nameOf(modification.picked) })}
          </p>
          <InstructionForm {...props} />
          <PlanList modification={modification} nameOf={nameOf} />
        </div>
        <PreviewView rehearsing={rehearsing} preview={preview} nameOf={nameOf} />
      </div>
      {confirming && <CarryOut {...props} onClose={() => setConfirming(false)} />}
    </section>
  );
}

/** Stands for "a new token" and "nowhere". */
const none = '';
const notChosen = '?';

function InstructionForm({ modification, live, elements, nameOf }: ModificationPanelProps) {
  const { t } = useWords();
  const [to, setTo] = useState(notChosen);
  const from = modification.picked;
  const instruction = to === notChosen ? null : instructionOf(from, to === none ? null : to, modification.position);
  const options = (ids: readonly string[]) => ids.map((id) => ({ value: id, label: nameOf(id) }));
  return (
    <div className="toolbar">
      <Field label={t('operate.modification.from')}>
        <Select
          label={t('operate.modification.from')}
          value={from ?? none}
          options={[{ value: none, label: t('operate.modification.fromNone') }, ...options(live)]}
          onChange={(id) => modification.pick(id === none ? null : id)}
        />
      </Field>
      <Field label={t('operate.modification.to')}>
        <Select
          label={t('operate.modification.to')}
          value={to}
          options={[
            { value: notChosen, label: t('operate.modification.choose') },
            ...(from === null ? [] : [{ value: none, label: t('operate.modification.toNone') }]),
            ...options(elements),
          ]}
          onChange={setTo}
        />
      </Field>
      <Field label={t('operate.modification.position')}>
        <Select
          label={t('operate.modification.position')}
          value={modification.position}
          options={[
            { value: 'before', label: t('operate.modification.before') },
            { value: 'after', label: t('operate.modification.after') },
          ]}
          onChange={(position) => modification.place(position === 'after' ? 'after' : 'before')}
        />
      </Field>
      <Button
        icon="plus"
        disabled={instruction === null}
        onClick={() => {
          if (instruction !== null) modification.add(instruction);
          setTo(notChosen);
        }}
      >
        {t('operate.modification.add')}
      </Button>
    </div>
  );
}

interface PlanListProps {
  readonly modification: Modification;
  readonly nameOf: NameOf;
}

function PlanList({ modification, nameOf }: PlanListProps) {
  const words = useWords();
  const { t } = words;
  const { plan } = modification;
  if (plan.length === 0) return null;
  return (
    <ol className="plan" aria-label={t('operate.modification.plan')}>
      {plan.map((instruction, index) => {
        const what = sentence(instruction, nameOf, words);
        return (
          <li key={`${index} ${what}`}>
            <span className={`plan-step ${instruction.kind}`}>{what}</span>
            <IconButton
              small
              icon="close"
              label={t('operate.modification.remove', { what })}
              onClick={() => modification.remove(index)}
            />
          </li>
        );
      })}
    </ol>
  );
}

function sentence(instruction: Instruction, nameOf: NameOf, { t }: Words): string {
  switch (instruction.kind) {
    case 'move': {
      const way = { from: nameOf(instruction.from), to: nameOf(instruction.to) };
      return t(`operate.modification.${instruction.position === 'after' ? 'moveAfter' : 'move'}`, way);
    }
    case 'activate': {
      const begins = instruction.position === 'after' ? 'activateAfter' : 'activate';
      return t(`operate.modification.${begins}`, { element: nameOf(instruction.element) });
    }
    case 'end':
      return t('operate.modification.end', { element: nameOf(instruction.element) });
  }
}

function CarryOut(props: ModificationPanelProps & { readonly onClose: () => void }) {
  const { instance, modification, nameOf, onLeave, onClose } = props;
  const words = useWords();
  const { t } = words;
  const announce = useAnnounce();
  const client = useQueryClient();
  // What is confirmed is what was shown, whatever happens meanwhile.
  const [plan] = useState<Plan>(modification.plan);
  const key = instance.processInstanceKey as string;
  const act = async (asked: Asked) => {
    await modifyInstance(key, bodyOf(plan), asked);
    announce.done(t('operate.modification.done'));
    onLeave();
    await client.invalidateQueries({ queryKey: ['instance', key] });
  };
  return (
    <ReasonedConfirm
      danger
      title={t('operate.modification.confirmTitle')}
      confirm={t('operate.modification.confirm')}
      act={act}
      onClose={onClose}
    >
      <ol className="plan">
        {plan.map((instruction) => {
          const what = sentence(instruction, nameOf, words);
          return <li key={what}>{what}</li>;
        })}
      </ol>
      {modification.preview?.ok === true && modification.preview.instanceEnds && (
        <p className="notice wait">{t('operate.modification.endsInstance')}</p>
      )}
      <p>{t('operate.modification.confirmText')}</p>
    </ReasonedConfirm>
  );
}
