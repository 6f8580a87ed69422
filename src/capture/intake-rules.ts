/** What the user said about what may be stored, and how. Read once for a run. */

import type { Config } from '../config.ts';
import type { Environment, HomePaths } from '../paths.ts';
import { type Consent, readConsent } from './consent.ts';
import { type CustomRules, compileCustomRules, NO_CUSTOM_RULES } from './redact/custom-rules.ts';

export interface IntakeRules {
  custom: CustomRules;
  consent: Consent;
}

/** Nothing but what is built in. */
export const NO_INTAKE_RULES: IntakeRules = {
  custom: NO_CUSTOM_RULES,
  consent: { reasonAgainst: () => null, pauseAt: () => null },
};

/** @throws HivemindError CONFIG_INVALID: then nothing is stored, rather than something that was not to be */
export function readIntakeRules(paths: HomePaths, env: Environment, config: Config): IntakeRules {
  return {
    custom: compileCustomRules(config.get('redact.rules'), config.get('redact.allow')),
    consent: readConsent(paths, env, config),
  };
}
