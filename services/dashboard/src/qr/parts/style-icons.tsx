import type { QrDesign } from "@shunt/contracts/links";
import type { ReactElement } from "react";

const box = { width: 18, height: 18, viewBox: "0 0 18 18", fill: "currentColor" } as const;
const ring = { fill: "none", stroke: "currentColor", strokeWidth: 2.5, x: 1.5, y: 1.5, width: 15, height: 15 } as const;

/** Small pictures of the styles of modules. */
export const dotIcons: Readonly<Record<QrDesign["dots"], ReactElement>> = {
  square: (
    <svg aria-hidden="true" {...box}>
      <path d="M0 0h12v6H0zM12 6h6v12H6v-6h6z" />
    </svg>
  ),
  rounded: (
    <svg aria-hidden="true" {...box}>
      <path d="M3 0h6a3 3 0 0 1 3 3v3H3a3 3 0 0 1 0-6zM12 6h3a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H9a3 3 0 0 1 0-6h3z" />
    </svg>
  ),
  dots: (
    <svg aria-hidden="true" {...box}>
      <path d="M3 0a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM9 0a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM15 6a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM9 12a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM15 12a3 3 0 1 1 0 6 3 3 0 0 1 0-6z" />
    </svg>
  ),
};

/** Small pictures of the styles of corners. */
export const cornerIcons: Readonly<Record<QrDesign["corners"], ReactElement>> = {
  square: (
    <svg aria-hidden="true" {...box}>
      <rect {...ring} />
      <rect x="5.5" y="5.5" width="7" height="7" />
    </svg>
  ),
  rounded: (
    <svg aria-hidden="true" {...box}>
      <rect {...ring} rx="4.5" />
      <rect x="5.5" y="5.5" width="7" height="7" rx="2" />
    </svg>
  ),
  circle: (
    <svg aria-hidden="true" {...box}>
      <rect {...ring} rx="7.5" />
      <rect x="5.5" y="5.5" width="7" height="7" rx="3.5" />
    </svg>
  ),
};
