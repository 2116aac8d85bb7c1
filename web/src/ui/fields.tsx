import { Check, ChevronDown, Search, X } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { useTranslation } from 'react-i18next';

export type Option = { readonly id: string; readonly label: string };

type SelectProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  onChange(value: string): void;
};

/** The library needs a key for each entry. This one stands for the empty text. */
const emptyKey = '*';

/** One choice of a few. The empty text stands for no choice. */
export const Select = ({ label, value, options, onChange }: SelectProps) => (
  <AriaSelect
    className="field"
    value={value || emptyKey}
    onChange={(key) => onChange(key === emptyKey ? '' : String(key))}
  >
    <Label className="field-label">{label}</Label>
    <Button className="select">
      <SelectValue className="select-value" />
      <ChevronDown aria-hidden="true" className="icon" />
    </Button>
    <Popover className="popover">
      <ListBox className="listbox" items={options}>
        {({ id, label: text }) => (
          <ListBoxItem id={id || emptyKey} textValue={text} className="listbox-item">
            {({ isSelected }) => (
              <>
                <span>{text}</span>
                {isSelected && <Check aria-hidden="true" className="icon" />}
              </>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  </AriaSelect>
);

type SearchProps = {
  readonly label: string;
  readonly text: string;
  readonly value: string;
  onChange(value: string): void;
};

export const SearchField = ({ label, text, value, onChange }: SearchProps) => {
  const { t } = useTranslation();
  return (
    <AriaSearchField className="field field-search" value={value} onChange={onChange}>
      <Label className="field-label">{label}</Label>
      <div className="search">
        <Search aria-hidden="true" className="icon" />
        <Input placeholder={text} className="search-input" />
        {value !== '' && (
          <Button className="search-clear" aria-label={t('state.clear')}>
            <X aria-hidden="true" className="icon" />
          </Button>
        )}
      </div>
    </AriaSearchField>
  );
};

type CheckboxProps = {
  readonly isSelected: boolean;
  readonly isIndeterminate?: boolean;
  onChange(isSelected: boolean): void;
} & (
  | { readonly label: string; readonly children?: never }
  | { readonly children: string; readonly label?: never }
);

/** With `label`, the name is for screen readers only. */
export const Checkbox = ({
  isSelected,
  isIndeterminate = false,
  onChange,
  label,
  children,
}: CheckboxProps) => (
  <AriaCheckbox
    className="checkbox"
    isSelected={isSelected}
    isIndeterminate={isIndeterminate}
    onChange={onChange}
    {...(label !== undefined && { 'aria-label': label })}
  >
    <span className="checkbox-box" aria-hidden="true">
      <Check className="icon" />
    </span>
    {children}
  </AriaCheckbox>
);
