import { type Command, type Point, toRoundedLoop } from "../path.ts";
import { listDark, type Matrix } from "./matrix.ts";

/** Right, down, left, up: clockwise, as outlines run. */
const directions = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * Connected dark modules as one shape with round corners. Modules that only meet at a corner stay apart. Hollow corners
 * stay sharp, so a scanner finds the middle of each module in its colour.
 */
export function traceOutlines(matrix: Matrix): Command[] {
  const edges = listEdges(matrix);
  const commands: Command[] = [];
  for (const [key, open] of edges) {
    while (open.size > 0) {
      const loop = followLoop(edges, key, [...open][0] as number);
      commands.push(
        ...toRoundedLoop(
          loop.map(({ point }) => point),
          i => (loop[i]?.isConvex ? 0.5 : 0),
        ),
      );
    }
  }
  return commands;
}

/** Directions of the edges that begin at each point, with the dark module at their right. */
type Edges = Map<string, Set<number>>;

/** For each direction, the neighbour across the edge, and where the edge of a module begins. */
const sides = [
  { across: [0, -1], start: [0, 0] },
  { across: [1, 0], start: [1, 0] },
  { across: [0, 1], start: [1, 1] },
  { across: [-1, 0], start: [0, 1] },
] as const;

function listEdges(matrix: Matrix): Edges {
  const edges: Edges = new Map();
  for (const [column, row] of listDark(matrix)) {
    for (const [direction, { across, start }] of sides.entries()) {
      if (matrix.isDark(column + across[0], row + across[1])) continue;
      const key = `${column + start[0]},${row + start[1]}`;
      edges.set(key, (edges.get(key) ?? new Set()).add(direction));
    }
  }
  return edges;
}

interface Corner {
  point: Point;
  isConvex: boolean;
}

/** Removes the edges of one loop and returns its corners. */
function followLoop(edges: Edges, startKey: string, startDirection: number): Corner[] {
  const corners: Corner[] = [];
  let key = startKey;
  let direction = startDirection;
  do {
    const [x, y] = key.split(",").map(Number) as [number, number];
    const [dx, dy] = directions[direction] as (typeof directions)[number];
    const point: Point = [x + dx, y + dy];
    key = point.join();
    const open = edges.get(key);
    // A turn to the right first, which stays at the same module.
    const next = [1, 0, 3].map(turn => (direction + turn) % 4).find(each => open?.has(each));
    if (next === undefined) throw new Error("an outline is not closed");
    if (next !== direction) corners.push({ point, isConvex: next === (direction + 1) % 4 });
    open?.delete(next);
    direction = next;
  } while (key !== startKey || direction !== startDirection);
  return corners;
}
