import { Component, type ReactNode } from "react";
import { isMissingPart } from "./problem-text.ts";

interface PartBoundaryProps {
  /** Called where the code is missing. */
  onMissing?: (problem: Error) => void;
  /** What takes the place of the part. */
  replacement?: (problem: Error) => ReactNode;
  children: ReactNode;
}

/**
 * Keeps the page, and what people have entered on it, where the code of one of its parts cannot be loaded: after an update, or
 * without a connection. Trying again fails too, until the page is reloaded. The boundary of the page gets all other failures. This
 * is a class, as React lets only classes catch failures.
 */
export class PartBoundary extends Component<PartBoundaryProps, { error?: Error }> {
  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override state: { error?: Error } = {};

  override componentDidCatch(error: Error) {
    if (isMissingPart(error)) this.props.onMissing?.(error);
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (!isMissingPart(error)) throw error;
    return this.props.replacement?.(error);
  }
}
