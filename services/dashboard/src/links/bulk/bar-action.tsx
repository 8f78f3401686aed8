import type { ReactNode } from "react";
import { Button, IconButton } from "../../ui/button.tsx";

interface BarActionProps {
  label: string;
  icon: ReactNode;
  onPress: () => void;
}

/** A button of the bulk bar: only its icon where there is little room. */
export function BarAction({ label, icon, onPress }: BarActionProps) {
  return (
    <>
      <span className="@tablet:hidden">
        <IconButton label={label} icon={icon} onPress={onPress} />
      </span>
      <span className="hidden @tablet:block">
        <Button size="small" look="quiet" onPress={onPress}>
          {icon}
          {label}
        </Button>
      </span>
    </>
  );
}
