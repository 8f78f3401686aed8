import { type ComponentType, lazy, type ReactElement, useState } from "react";

/** A component whose code loads when it is first rendered, which suspends, or before. */
export interface LazyPart<P> {
  (props: P): ReactElement;
  /** Loads the code ahead. A part that is loaded renders at once. */
  preload: () => Promise<void>;
}

export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
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
  return Object.assign(Part, { preload: () => loadOnce().then(noop, noop) });
}

function noop(): void {}
