import { type RuleCondition, StoredConditions } from "@shunt/contracts/links";
import { memoize } from "@shunt/visitor/memoize";
import type { Case } from "../behaviour.ts";
import { compileAddressTest } from "./address-condition.ts";
import { compileLanguageTest } from "./language-condition.ts";
import { localTimeReader } from "./local-time.ts";
import { asWritten, compileTextsTest, compileTextTest, ignoringCase } from "./text-condition.ts";
import { compileDailyWindow, compileDateWindow } from "./time-condition.ts";

/** Whether a visit meets a condition. */
export type Test = (given: Case) => boolean;

const maxShared = 10_000;
const none: readonly string[] = [];

/** Equal conditions share one test, and rules with equal conditions one list: the processor's cache then holds them. */
const shareTest = memoize((json: string) => {
  const { success, data } = StoredConditions.safeParse(JSON.parse(json));
  return success ? compileAll(data) : undefined;
}, maxShared);
const shareTests = memoize((json: string) => {
  const texts: readonly string[] = JSON.parse(json);
  const tests = texts.flatMap(text => shareTest(text) ?? []);
  return tests.length < texts.length ? undefined : tests;
}, maxShared);

/**
 * Compiles the conditions of each rule, which a visit must all meet, to one test. Returns undefined for conditions of a newer
 * release.
 */
export function compileConditions(rules: readonly (readonly RuleCondition[])[]): readonly Test[] | undefined {
  return shareTests(JSON.stringify(rules.map(conditions => JSON.stringify(conditions))));
}

function compileAll(conditions: readonly RuleCondition[]): Test {
  const tests = conditions.map(compile);
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return given => {
    for (const test of tests) if (!test(given)) return false;
    return true;
  };
}

function compile(condition: RuleCondition): Test {
  switch (condition.fact) {
    case "device":
    case "browser":
    case "os": {
      const { fact } = condition;
      const test = compileTextTest(condition, ignoringCase);
      return ({ facts }) => test(facts.agent.compared[fact]);
    }
    case "country":
    case "continent": {
      const { fact } = condition;
      const test = compileTextTest(condition, asWritten);
      return ({ facts }) => test(facts.place[fact]);
    }
    case "city": {
      const test = compileTextTest(condition, ignoringCase);
      return ({ facts }) => test(facts.city);
    }
    case "region": {
      const test = compileTextsTest(condition, ignoringCase);
      return ({ facts }) => test(facts.regions);
    }
    case "referrer": {
      const test = compileTextsTest(condition, ignoringCase);
      return ({ facts }) => test(facts.referrers);
    }
    case "query": {
      const test = compileTextsTest(condition, asWritten);
      return ({ facts }) => test(facts.params.get(condition.key) ?? none);
    }
    case "cookie": {
      const test = compileTextsTest(condition, asWritten);
      return ({ facts }) => test(facts.cookies.get(condition.key) ?? none);
    }
    case "source": {
      const test = compileTextTest(condition, asWritten);
      return ({ facts }) => test(facts.source);
    }
    case "class": {
      const test = compileTextTest(condition, asWritten);
      return ({ facts }) => test(facts.classification.class);
    }
    case "language": {
      const test = compileLanguageTest(condition);
      return ({ facts }) => test(facts.languages);
    }
    case "address": {
      const test = compileAddressTest([condition.value].flat(), !condition.operator.startsWith("not_"));
      return ({ visit }) => test(visit.address);
    }
    case "weekday": {
      const test = compileTextTest(condition, asWritten);
      const read = localTimeReader(condition.time_zone);
      return ({ visit }) => test(read(visit.at).weekday);
    }
    case "time": {
      const isWithin = compileDailyWindow(condition.value);
      const isWanted = condition.operator === "in";
      const read = localTimeReader(condition.time_zone);
      return ({ visit }) => isWithin(read(visit.at).minute) === isWanted;
    }
    case "date": {
      const isWithin = compileDateWindow(condition.value);
      const isWanted = condition.operator === "in";
      return ({ visit }) => isWithin(visit.at) === isWanted;
    }
    case "clicks": {
      const { value } = condition;
      if (condition.operator === "less_than") return ({ visit }) => visit.clicks !== undefined && visit.clicks < value;
      return ({ visit }) => visit.clicks !== undefined && visit.clicks >= value;
    }
  }
}
