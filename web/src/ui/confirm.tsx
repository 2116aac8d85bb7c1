import type { ReactNode } from 'react';
import { useState } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

type ConfirmProps = {
  readonly label: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly look?: 'plain' | 'primary' | 'danger';
  readonly isDisabled?: boolean;
  /** The dialog closes when this has ended. */
  onConfirm(): Promise<void>;
};

/** A button whose effect reaches a vendor. It asks before it acts. */
export const Confirm = ({
  label,
  title,
  text,
  action,
  look = 'plain',
  isDisabled = false,
  onConfirm,
}: ConfirmProps) => {
  const { t } = useTranslation();
  const [isRunning, setRunning] = useState(false);
  const run = async (close: () => void): Promise<void> => {
    setRunning(true);
    await onConfirm().finally(() => setRunning(false));
    close();
  };
  return (
    <DialogTrigger>
      <Button look={look} isDisabled={isDisabled}>
        {label}
      </Button>
      <ModalOverlay className="overlay" isDismissable={!isRunning}>
        <Modal className="modal">
          <Dialog role="alertdialog" className="dialog">
            {({ close }) => (
              <>
                <Heading slot="title" className="dialog-title">
                  {title}
                </Heading>
                <p className="dialog-text">{text}</p>
                <div className="dialog-actions">
                  <Button onPress={close} isDisabled={isRunning}>
                    {t('operation.keep')}
                  </Button>
                  <Button
                    look={look === 'danger' ? 'danger' : 'primary'}
                    onPress={() => void run(close)}
                    isPending={isRunning}
                  >
                    {action}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
};
