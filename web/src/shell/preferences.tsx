import { SlidersHorizontal } from 'lucide-react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { useTranslation } from 'react-i18next';
import { changeLanguage, currentLanguage, languages } from '../i18n/i18n.ts';
import { changeTheme, theme, themes } from '../lib/preferences.ts';
import { useStore } from '../lib/store.ts';
import { Button } from '../ui/button.tsx';

type GroupProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
};

const Group = ({ label, value, options, onChange }: GroupProps) => (
  <RadioGroup className="segments" value={value} onChange={onChange}>
    <Label className="field-label">{label}</Label>
    <div className="segments-row">
      {options.map(([id, text]) => (
        <Radio key={id} value={id} className="segment">
          {text}
        </Radio>
      ))}
    </div>
  </RadioGroup>
);

/** The theme and the language. It is loaded and opened with the first press of its button. */
export const Preferences = () => {
  const { t } = useTranslation();
  const chosen = useStore(theme);
  return (
    <DialogTrigger defaultOpen>
      <Button look="quiet" className="icon-button" aria-label={t('shell.settings')}>
        <SlidersHorizontal aria-hidden="true" className="icon" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="preferences" aria-label={t('shell.settings')}>
          <Group
            label={t('shell.theme')}
            value={chosen}
            options={themes.map((name) => [name, t(`shell.themes.${name}`)])}
            onChange={changeTheme}
          />
          <Group
            label={t('shell.language')}
            value={currentLanguage()}
            options={Object.entries(languages)}
            onChange={(language) => void changeLanguage(language)}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
};
