import { type Classify, createClassifier } from "@shunt/visitor/classify";
import { createPlaceLookup, type Place } from "@shunt/visitor/place";
import { type Agent, createAgentReader } from "@shunt/visitor/user-agent";

/** Readers of facts that decisions share. */
export interface Tools {
  placeOf: (ip: string) => Place;
  readAgent: (userAgent: string) => Agent;
  classify: Classify;
}

/**
 * @param placesFile as for `createPlaceLookup`
 * @param onError called once if there are no places
 */
export async function openTools(placesFile: string | undefined, onError: (err: unknown) => void): Promise<Tools> {
  return {
    placeOf: await createPlaceLookup(placesFile, onError),
    readAgent: createAgentReader(),
    classify: createClassifier(),
  };
}
