import { Children, Component, type ReactNode, Suspense, useEffect, useState } from "react";

/** Long enough (ms) for the code and the answers of a page to be on their way first. */
const pauseMs = 1_000;

/**
 * Renders what no page needs to appear, and thereby loads its code, after the page. A part that fails, such as one whose code
 * cannot be loaded without a connection, is left out, and the page stays.
 */
export function Later({ children }: { children: ReactNode }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), pauseMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isDue) return null;
  return Children.map(children, child => (
    <Optional>
      <Suspense>{child}</Suspense>
    </Optional>
  ));
}

/** React has no hook for failures of children. */
class Optional extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override state = { hasFailed: false };

  override render() {
    return this.state.hasFailed ? null : this.props.children;
  }
}
