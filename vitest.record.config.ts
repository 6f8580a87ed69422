import { defineConfig } from 'vitest/config';
import agents from './vitest.agents.config.ts';

/** No tests: plays scenes with the real agents and writes what they leave behind as fixtures. */
export default defineConfig({ test: { ...agents.test, include: ['test/agents/*/record-fixtures.ts'] } });
