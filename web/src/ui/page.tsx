import { type ReactNode, useEffect, useRef } from 'react';

type PageProps = {
  readonly title: string;
  readonly intro?: string;
  readonly actions?: ReactNode;
  readonly above?: ReactNode;
  readonly children: ReactNode;
};

/** The heading of a page. It takes the focus when the page is opened, so that a screen reader reads it. */
export const Page = ({ title, intro, actions, above, children }: PageProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Onshelf`;
  }, [title]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <article className="page">
      {above}
      <header className="page-header">
        <div className="page-heading">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {intro && <p>{intro}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </article>
  );
};
