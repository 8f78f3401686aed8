import { type ComponentType, lazy, type ReactElement, useState } from "react";
import { PartBoundary } from "./part-boundary.tsx";
import { ProblemNotice } from "./problem.tsx";

/** A component whose code loads when it is first rendered, which suspends, or before. */
export interface LazyPart<P> {
  (props: P): ReactElement;
  /** Loads the code ahead. A part that is loaded renders at once. */
  preload: () => Promise<void>;
}

/** Where the code cannot be loaded, a notice takes the place of the part. */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  const { Part, preload } = lazyComponent(load);
  function BoundedPart(props: P) {
    return (
      <PartBoundary replacement={problem => <ProblemNotice error={problem} />}>
        <Part {...props} />
      </PartBoundary>
    );
  }
  return Object.assign(BoundedPart, { preload });
}

/** A part that fails to render where its code cannot be loaded. */
export function lazyComponent<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: ComponentType<P> | undefined;
  const loadOnce = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Loading = lazy(loadOnce);
  function Part(props: P) {
    // Another component in its place would lose the state of the first.
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? Loading);
    return <Shown {...props} />;
  }
  // Rendering reports a failure.
  return { Part, preload: () => loadOnce().then(noop, noop) };
}

function noop(): void {}
