import type { Packet } from '../wire/packet.ts';

/** Numbers the sequences of layers that segments came in, so that a connection keeps one integer. */
export class EncapsulationPaths {
  readonly #paths: (readonly number[])[] = [];

  /** The number of the packet's path. There are few paths, and the last ones made are the likeliest. */
  intern(packet: Packet): number {
    for (let index = this.#paths.length - 1; index >= 0; index--) {
      if (isSame(this.#paths[index], packet)) return index;
    }
    return this.#paths.push([...packet.layers.subarray(0, packet.layerCount)]) - 1;
  }

  /** The layers of a path, outermost first, as indexes into `LAYER_NAMES`. */
  layersOf(path: number): readonly number[] {
    return this.#paths[path] ?? [];
  }
}

function isSame(path: readonly number[] | undefined, packet: Packet): boolean {
  if (path === undefined || path.length !== packet.layerCount) return false;
  for (let index = 0; index < path.length; index++) {
    if (path[index] !== packet.layers[index]) return false;
  }
  return true;
}
