import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';

type ButtonProps = AriaButtonProps & { readonly look?: 'plain' | 'primary' | 'danger' | 'quiet' };

export const Button = ({ look = 'plain', className, ...props }: ButtonProps) => (
  <AriaButton {...props} className={`button ${look} ${typeof className === 'string' ? className : ''}`} />
);
