/** The benchmark settings as the form holds them; a number being typed may be missing. */
export interface BenchmarkSettings {
  benchmarkEnabled: boolean;
  benchmarkRatio: number | '';
  benchmarkCutoff: boolean;
  benchmarkCutoffScore: number | '';
  benchmarkCutoffMin: number | '';
}

export type BenchmarkFaults = Partial<Record<keyof BenchmarkSettings, string>>;

function percentFault(value: number | ''): string | undefined {
  return value !== '' && Number.isInteger(value) && value >= 0 && value <= 100
    ? undefined
    : 'Enter a whole number from 0 to 100';
}

/** What is wrong with the numbers, by field. */
export function benchmarkFaults(settings: BenchmarkSettings): BenchmarkFaults {
  const { benchmarkRatio, benchmarkCutoffScore, benchmarkCutoffMin } = settings;
  const ratio = percentFault(benchmarkRatio);
  const score = percentFault(benchmarkCutoffScore);
  const isCount =
    benchmarkCutoffMin !== '' && Number.isInteger(benchmarkCutoffMin) && benchmarkCutoffMin >= 1;
  return {
    ...(ratio && { benchmarkRatio: ratio }),
    ...(score && { benchmarkCutoffScore: score }),
    ...(!isCount && { benchmarkCutoffMin: 'Enter a whole number from 1' }),
  };
}
