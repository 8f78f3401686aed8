export interface QrImageProps {
  /** The text that scanners read. */
  text: string;
  /** Describes the picture to people who do not see it. */
  label: string;
  /** px */
  size: number;
}
