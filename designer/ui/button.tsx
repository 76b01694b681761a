import type { ButtonHTMLAttributes, ReactNode } from 'react';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';

interface Look {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly small?: boolean;
  readonly icon?: IconName;
}

type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement> & { readonly children: ReactNode };

export function Button({ look = 'plain', small = false, icon, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={`button ${look} ${small ? 'small' : ''} ${className ?? ''}`}>
      {icon !== undefined && <Icon name={icon} size={small ? 14 : 16} />}
      {children}
    </button>
  );
}

type IconButtonProps = Look &
  ButtonHTMLAttributes<HTMLButtonElement> & { readonly icon: IconName; readonly label: string };

/** A button that shows only its icon; `label` is its name and its tooltip. */
export function IconButton({ look = 'quiet', small = false, icon, label, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      title={label}
      aria-label={label}
      className={`button icon-only ${look} ${small ? 'small' : ''}`}
    >
      <Icon name={icon} size={small ? 14 : 16} />
    </button>
  );
}
