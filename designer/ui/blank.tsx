import type { ReactNode } from 'react';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';

interface BlankProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Stands where a list would be: says why it is empty and what to do next. */
export function Blank({ icon, title, children, actions }: BlankProps) {
  return (
    <div className="blank">
      <Icon name={icon} size={36} />
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  );
}

/** Grey lines in the size of what is coming. */
export function Skeleton({ lines = 5, height = 20 }: { readonly lines?: number; readonly height?: number }) {
  return (
    <div aria-hidden="true" style={{ display: 'grid', gap: 12, padding: 16 }}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skeleton" style={{ height, width: `${96 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
