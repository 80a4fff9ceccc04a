/** `/health`. */
export interface HealthProblem {
  code: string;
  message: string;
  grave: boolean;
  /** What the message speaks of. */
  values: Record<string, string | number>;
}

export interface Health {
  status: 'healthy' | 'degraded' | 'unhealthy';
  problems: HealthProblem[];
  version: string;
}
