import type { StudioDesign } from "../studio-design.ts";

export interface DesignFieldsProps {
  design: StudioDesign;
  onChange: (changes: Partial<StudioDesign>) => void;
}
