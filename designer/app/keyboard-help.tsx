import { useWords } from '../i18n/language.tsx';
import type { TextKey } from '../i18n/translator.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

type HelpName = Extract<TextKey, `app.help.${string}`>;
type Line = readonly [keys: readonly string[], text: HelpName];

const groups: readonly { readonly title: HelpName; readonly lines: readonly Line[] }[] = [
  {
    title: 'app.help.everywhere',
    lines: [
      [['Ctrl', 'K'], 'app.help.palette'],
      [['?'], 'app.help.help'],
      [['G', 'T'], 'app.help.goToday'],
      [['G', 'C'], 'app.help.goCockpit'],
      [['G', 'K'], 'app.help.goTasks'],
      [['G', 'D'], 'app.help.goDesign'],
      [['/'], 'app.help.search'],
      [['Esc'], 'app.help.close'],
    ],
  },
  {
    title: 'app.help.tasks',
    lines: [
      [['J'], 'app.help.nextTask'],
      [['K'], 'app.help.previousTask'],
      [['C'], 'app.help.claimTask'],
    ],
  },
  {
    title: 'app.help.design',
    lines: [
      [['Ctrl', 'Z'], 'app.help.undo'],
      [['Ctrl', 'Y'], 'app.help.redo'],
      [['Ctrl', 'F'], 'app.help.findElement'],
      [['N'], 'app.help.create'],
      [['A'], 'app.help.append'],
      [['E'], 'app.help.editLabel'],
      [['R'], 'app.help.replace'],
      [['H'], 'app.help.hand'],
      [['L'], 'app.help.lasso'],
      [['S'], 'app.help.space'],
      [['C'], 'app.help.connect'],
    ],
  },
];

export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog
      title={t('app.help.title')}
      onClose={onClose}
      wide
      footer={<Button onClick={onClose}>{t('ui.close')}</Button>}
    >
      <p className="soft">{t('app.help.outline')}</p>
      <div className="help-columns">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{t(group.title)}</h3>
            <dl className="keys">
              {group.lines.map(([keys, text]) => (
                <div key={text}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{t(text)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
