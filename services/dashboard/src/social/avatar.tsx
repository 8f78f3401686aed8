/** The first letter of a person's name, in place of a picture. */
export function Avatar({ name, size = "size-10" }: { name: string; size?: string }) {
  return (
    <span
      aria-hidden
      className={`flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-medium text-accent ${size}`}
    >
      {[...name][0]?.toUpperCase()}
    </span>
  );
}
