// Generated from the OpenAPI document by `make types`. Do not edit.

export interface paths {
  '/api/account': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the own account. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['AccountAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change the own name or language; what is absent stays. */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['AccountChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['AccountAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    trace?: never;
  };
  '/api/account/email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask for another e-mail address; it changes with the link that an administrator hands over. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['AddressChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['AccountAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/account/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Set another password. Every earlier log-in ends; the answer is a new one. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['PasswordChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['LoginAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the company's audit entries, newest first. */
    get: {
      parameters: {
        query?: {
          action?: string;
          actor?: string;
          cursor?: string;
          from?: string;
          limit?: number | string;
          target?: string;
          to?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['AuditAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/audit/export.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Export the company's audit entries, oldest first; the export is an entry, too. */
    get: {
      parameters: {
        query?: {
          action?: string;
          actor?: string;
          from?: string;
          target?: string;
          to?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'text/csv': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Log in with e-mail address and password. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['Credentials'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['LoginAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The current user and their sites. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['MeAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the cameras, oldest first. */
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number | string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CamerasAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /** Add a camera. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewCamera'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CameraAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show one camera. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CameraAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    /** Remove a camera. Its violations stay, and it can be restored. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    /** Change a camera. */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['CameraChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CameraAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    trace?: never;
  };
  '/api/cameras/{camera_id}/assessability': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Map where in a camera's picture people can be judged, and when each rule last saw anybody. */
    get: {
      parameters: {
        query?: {
          days?: number | string;
        };
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['AssessabilityAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}/coverage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Report when a camera observed and when it was blind. */
    get: {
      parameters: {
        query?: {
          since?: string;
          until?: string;
        };
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CameraTimelineAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}/mode': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Override a camera's mode, until a time or until further notice. */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ModeChosen'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CameraAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    post?: never;
    /** End the override: the schedule, or the camera's own mode, applies again. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CameraAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Restore a removed camera. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CameraAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Open a camera's source now instead of at `next_attempt_at`; a wrong password costs one login more. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CameraAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}/rules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List a camera's rules, oldest first, and whether each applies now. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RulesAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /** Add a rule. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewRule'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RuleAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}/rules/try': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Try a rule over the last days, without saving it. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['RuleToTry'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['TrialAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}/stream-token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Get a token for a camera's live picture, good for five minutes. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['StreamTokenAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}/zones': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List a camera's zones, oldest first. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ZonesAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /** Draw a zone in a camera's picture. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewZoneAsked'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ZoneAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/{camera_id}/zones/copy': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Add the zones of another camera to this one, without their rules. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ZonesToCopy'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ZonesAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cameras/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Test a source: connect and show its picture. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['SourceToTest'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['SourceSeen'] | components['schemas']['SourceFailed'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/companies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List all companies with their quotas, counts and camera states. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CompaniesAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /** Add a company with its first site. Its first administrator is invited then. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewCompany'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CompanyAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/companies/{company_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Erase a company with all that it holds, as a job. Its name confirms it, and nothing brings it back. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          company_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ErasureAsked'];
        };
      };
      responses: {
        /** @description Success */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ErasureAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    /** Change a company's name or quota, archive it, or put it back into use. */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          company_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['CompanyChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CompanyAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    trace?: never;
  };
  '/api/companies/{company_id}/access': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Get a token to see a company like a viewer for one hour. The company reads who and why in its audit. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          company_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['AccessAsked'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['AccessAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/companies/{company_id}/contents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell what a company holds, before it is erased. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          company_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ContentsAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/companies/{company_id}/erasure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show how far a company's erasure is, and its proof. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          company_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ErasureAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/companies/register': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Register a company with its first site and administrator, who is logged in with the answer. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewRegistration'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['LoginAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/companies/registration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell who may register a company here. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RegistrationAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/company': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the own company. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CompanyAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change the own company's name. */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['OwnCompanyChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CompanyAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    trace?: never;
  };
  '/api/crowd/image': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Count faces and bodies in a picture: the body itself, or the field `image` of a form. */
    post: {
      parameters: {
        query?: {
          annotated?: boolean | string;
          body_confidence_threshold?: number | string;
          body_crowd_threshold?: number | string;
          confidence_threshold?: number | string;
          crowd_threshold?: number | string;
          face_confidence_threshold?: number | string;
          face_crowd_threshold?: number | string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/octet-stream': string;
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CrowdPictureAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/crowd/video': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Analyse a video as a job: the body itself, or the field `video` of a form. */
    post: {
      parameters: {
        query?: {
          body_confidence_threshold?: number | string;
          body_crowd_threshold?: number | string;
          confidence_threshold?: number | string;
          crowd_threshold?: number | string;
          every?: number | string;
          face_confidence_threshold?: number | string;
          face_crowd_threshold?: number | string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/octet-stream': string;
        };
      };
      responses: {
        /** @description Success */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CrowdVideoAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/crowd/video/{video_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell how far the analysis of a video is and, once it is done, what was found. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          video_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CrowdVideoAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    /** End the analysis of a video and delete all of it. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          video_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/crowd/video/{video_id}/annotated.mp4': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Give the video with its boxes drawn; the header X-Crowd-Statistics has its statistics as JSON. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          video_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'video/mp4': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/docs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show this interface as a page. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'text/html': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/exposure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Report seconds worn, missing and not assessable, by hour, day, camera, zone, rule or item. */
    get: {
      parameters: {
        query?: {
          by?: ('hour' | 'day' | 'camera' | 'zone' | 'rule' | 'item') | string;
          camera_id?: number | string;
          item?: string;
          rule_id?: string;
          since?: string;
          until?: string;
          zone_id?: number | string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ExposureAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/facts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the facts of conditions, by name. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['FactsAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/facts/{fact_name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Report a fact of a site or of the whole company; rules with this condition follow at once. */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          fact_name: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['FactAsked'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['FactAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    post?: never;
    /** Forget a fact: it counts as never reported, and rules with this condition apply. */
    delete: {
      parameters: {
        query?: {
          site_id?: number | string;
        };
        header?: never;
        path: {
          fact_name: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/installation/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the installation's audit entries: companies, erasures, failed log-ins of unknown users. */
    get: {
      parameters: {
        query?: {
          action?: string;
          actor?: string;
          cursor?: string;
          from?: string;
          limit?: number | string;
          target?: string;
          to?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['AuditAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invitations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List links that were neither used nor revoked, newest first. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['InvitationsAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /** Make a link with which somebody joins within 7 days. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewInvitation'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['MadeLinkAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invitations/{invitation_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** End a link before it is used. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          invitation_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invitations/{invitation_id}/renew': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make another link in the place of one that was lost or has expired; the earlier one ends. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          invitation_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['MadeLinkAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invitations/registration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make a link with which somebody registers a company within 7 days. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewRegistrationLink'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['MadeLinkAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the API keys that were not revoked, newest first. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['KeysAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /** Make an API key. The answer shows it this once. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewKeyAsked'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['MadeKeyAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/keys/{key_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** End an API key at once. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          key_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/links/accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Use a link: join, set a password (both log in), or confirm an e-mail address. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['LinkToAccept'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['AcceptedAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/links/inspect': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tell what a link is for, or why it cannot be used. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['LinkToInspect'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['LinkAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/models/info': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The PPE model that is running, and all tasks with theirs. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ModelAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell this interface as OpenAPI 3.1. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rules/{rule_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show one rule. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          rule_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RuleAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    /** Delete a rule. Its versions stay, and it can be restored. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          rule_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    /** Change a rule, which is a new version of it; what is absent stays. */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          rule_id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['RuleChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RuleAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    trace?: never;
  };
  '/api/rules/{rule_id}/bypass': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Suspend a rule until a time, with a reason; it applies again by itself. */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          rule_id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['BypassAsked'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RuleAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    post?: never;
    /** End a rule's bypass now. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          rule_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RuleAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rules/{rule_id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Restore a deleted rule. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          rule_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RuleAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rules/{rule_id}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List every version of a rule, newest first, also of a deleted one. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          rule_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RuleVersionsAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rules/{rule_id}/versions/{rule_version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show a rule as it was, for the violations of that time. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          rule_id: string;
          rule_version: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RuleVersionAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/schedules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the schedules by name. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['SchedulesAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /** Add a schedule. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewSchedule'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ScheduleAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/schedules/{schedule_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show one schedule. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          schedule_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ScheduleAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    /** Delete a schedule; one that cameras follow only with `release`. */
    delete: {
      parameters: {
        query?: {
          release?: boolean | string;
        };
        header?: never;
        path: {
          schedule_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    /** Change a schedule and with it the cameras that follow it; what is absent stays. */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          schedule_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ScheduleChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ScheduleAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    trace?: never;
  };
  '/api/schedules/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Show what a schedule would do, without saving it. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ScheduleToPreview'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['PreviewAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sites': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the sites, oldest first, archived ones too. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['SitesAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /** Add a site. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewSite'];
        };
      };
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['SiteAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sites/{site_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Delete a site that holds nothing; 409 `site_in_use` tells what another one holds. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    /** Change a site's name or time zone, archive or restore it; what is absent stays. */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['SiteChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['SiteAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    trace?: never;
  };
  '/api/sites/{site_id}/contents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell what a site holds. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ContentsAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell how the company uses the crowd interface. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CrowdStatsAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/stats/coverage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Report how long all cameras observed and were blind, each and together. */
    get: {
      parameters: {
        query?: {
          camera_id?: number | string;
          demo?: boolean | string;
          since?: string;
          until?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CompanyCoverageAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/stats/reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Begin the company's statistics anew; the answer is what they were. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CrowdStatisticsAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/system': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell of processes, versions, the company's cameras, the queue, disk and clock. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['SystemAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/system/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the events that were put aside, newest first. */
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number | string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['DeadLettersAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/system/dead-letters/{letter_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Delete one for good; the log keeps who did. */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          letter_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/system/dead-letters/{letter_id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Store one after all; 409 `still_refused` gives the reason when that fails again. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          letter_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/system/dead-letters/retry-all': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Try to store them all, in the order in which they were decided, as many as fit into a round. */
    post: {
      parameters: {
        query?: {
          cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RetriedAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/system/storage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell what evidence takes, what the disks have left, and what retention removed. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['StorageAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the company's users by name, disabled ones too. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['MembersAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{user_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show one user. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          user_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['MemberAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    /** Delete a user for good; the audit keeps what they did. */
    delete: {
      parameters: {
        query?: {
          version?: number | string;
        };
        header?: never;
        path: {
          user_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    /** Change a user's name, role or limits, disable or enable them; what is absent stays. */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          user_id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['MemberChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['MemberAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    trace?: never;
  };
  '/api/users/{user_id}/reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make a link with which a user sets another password within 24 hours. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          user_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['MadeLinkAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/violations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List violations, newest first. */
    get: {
      parameters: {
        query?: {
          camera_id?: number | string;
          cursor?: string;
          demo?: boolean | string;
          item?: ('helmet' | 'vest') | string;
          limit?: number | string;
          rule_id?: string;
          severity?: ('notice' | 'warning' | 'critical') | string;
          since?: string;
          until?: string;
          zone_id?: number | string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ViolationsAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/violations/{violation_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell about one violation. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          violation_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ViolationAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/violations/{violation_id}/crop.jpg': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the person. */
    get: {
      parameters: {
        query?: {
          token?: string;
          v?: string;
        };
        header?: never;
        path: {
          violation_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'image/jpeg': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/violations/{violation_id}/wide.jpg': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the whole picture. */
    get: {
      parameters: {
        query?: {
          token?: string;
          v?: string;
        };
        header?: never;
        path: {
          violation_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'image/jpeg': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/zones/{zone_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show one zone. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          zone_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ZoneAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    /** Delete a zone; one with rules only together with them (`with_rules`). */
    delete: {
      parameters: {
        query?: {
          with_rules?: boolean | string;
        };
        header?: never;
        path: {
          zone_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    /** Change a zone; what is absent stays. Its rules get a new version. */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          zone_id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ZoneChange'];
        };
      };
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ZoneAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    trace?: never;
  };
  '/api/zones/{zone_id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Restore a deleted zone and the rules that were deleted with it. */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          zone_id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ZoneAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell how the system is: 200, or 503 when nothing can be stored or shown. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['HealthAnswer'];
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Give the numbers for Prometheus: to this machine, with the token of METRICS_TOKEN, or with a key for metrics. */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'text/plain': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stream/{camera_id}.mjpg': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the live picture as motion JPEG. */
    get: {
      parameters: {
        query?: {
          t?: string;
          token?: string;
        };
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'multipart/x-mixed-replace': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stream/{camera_id}/snapshot.jpg': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the newest picture. */
    get: {
      parameters: {
        query?: {
          t?: string;
          token?: string;
        };
        header?: never;
        path: {
          camera_id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Success */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'image/jpeg': unknown;
          };
        };
        /** @description An error */
        default: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description A link that was used. `login` is null for the purpose `email`. */
    AcceptedAnswer: {
      login: components['schemas']['LoginAnswer'] | null;
      purpose: components['schemas']['LinkPurpose'];
    };
    /** @description A token with which a platform administrator sees the company like a viewer. `expires_in` is in seconds. */
    AccessAnswer: {
      access_token: string;
      company: components['schemas']['CompanyAnswer'];
      expires_in: number;
      /**
       * @default Bearer
       * @constant
       */
      token_type: 'Bearer';
    };
    /** @description Why the company's pictures are looked at. Its administrators read it in their audit. */
    AccessAsked: {
      reason: string;
    };
    /** @description The user who asks. */
    AccountAnswer: {
      company: string;
      company_id: number;
      email: string;
      id: number;
      is_platform: boolean;
      /** @description null until chosen. */
      language: ('en' | 'id') | null;
      /** @description null: the whole company. */
      limits: components['schemas']['LimitsAnswer'] | null;
      name: string;
      /** @description An address that waits for its confirmation. */
      pending_email: string | null;
      permissions: components['schemas']['Permission'][];
      role: components['schemas']['Role'];
      version: number;
    };
    /** @description What to change; what is absent stays. */
    AccountChange: {
      /** @default null */
      language?: ('en' | 'id') | null;
      /** @default null */
      name?: string | null;
      version: number;
    };
    /** @description Another e-mail address. `password` is the current one. */
    AddressChange: {
      email: string;
      password: string;
    };
    /**
     * @description How urgent an alert is.
     * @enum {string}
     */
    AlertLevel: 'info' | 'warning' | 'error' | 'critical';
    /**
     * @description What an alert is about.
     * @enum {string}
     */
    AlertType: 'crowd_warning' | 'processing_error' | 'connection_limit';
    /** @description The map of a camera and the health of its rules. */
    AssessabilityAnswer: {
      /** @description Those in which anybody has stood, row by row from the top left corner. */
      cells: components['schemas']['CellAnswer'][];
      columns: number;
      /** @description Those in which anybody was seen. */
      hours: components['schemas']['HourColourAnswer'][];
      rows: number;
      rules: components['schemas']['RuleHealthAnswer'][];
      since: string;
      truncated: boolean;
      until: string;
    };
    /** @description A page of the entries, newest first. */
    AuditAnswer: {
      items: components['schemas']['AuditEntryAnswer'][];
      next_cursor: string | null;
    };
    /** @description An entry. `number` counts the company's entries from 1; `hash` closes it and all before it. */
    AuditEntryAnswer: {
      action: string;
      actor: string;
      /** @description The user; null: a failed log-in, or a command on the machine. */
      actor_id: number | null;
      /** @description Network address of the request; empty for a command. */
      address: string;
      at: string;
      /** @description What changed, without secrets. */
      detail: {
        [key: string]: unknown;
      };
      hash: string;
      number: number;
      target_id: string;
      target_kind: string;
    };
    /** @description Blind time of one reason. `planned`: a user or a schedule wanted it so. */
    BlindReasonAnswer: {
      message: string;
      planned: boolean;
      reason: string;
      seconds: number;
    };
    /** @description Until when a rule is bypassed, by whom and why. `by_name` is empty for a program and a deleted user. */
    BypassAnswer: {
      by_name: string;
      reason: string;
      until: string;
    };
    /** @description A rule does not apply until then, at most 7 days ahead. */
    BypassAsked: {
      reason: string;
      /** @example 2026-11-21T02:19:03Z */
      until: string;
    };
    /** @description How many of each severity; of stages the highest that was reached. */
    BySeverityAnswer: {
      critical: number;
      notice: number;
      warning: number;
    };
    /** @description A camera and its state. */
    CameraAnswer: {
      created_at: string;
      demo: boolean;
      detect_fps: number | null;
      /** @description `detect_fps` if every due picture were analysed. */
      detect_fps_wanted: number | null;
      enabled: boolean;
      frames_dropped: number | null;
      height: number | null;
      id: number;
      /** @description Whether PPE is checked now: in enough pictures, in too few, in none though wanted, or not wanted. */
      judging: components['schemas']['Judging'];
      last_frame_at: string | null;
      /**
       * @description Applies while there is no schedule.
       * @enum {string}
       */
      mode: 'detect' | 'stream';
      mode_now: components['schemas']['CameraMode'];
      mode_why: components['schemas']['ModeWhyAnswer'];
      name: string;
      next_attempt_at: string | null;
      open_violations: number | null;
      override: components['schemas']['OverrideAnswer'] | null;
      people: number | null;
      reason: components['schemas']['ReasonAnswer'] | null;
      restarts: number | null;
      schedule_id: number | null;
      settings: components['schemas']['CameraSettingsAnswer'];
      site_id: number;
      source: string;
      state: components['schemas']['CameraState'];
      state_since: string | null;
      stream_fps: number | null;
      width: number | null;
    };
    /** @description What to change; what is absent stays. */
    CameraChange: {
      /** @default null */
      enabled?: boolean | null;
      /** @default null */
      mode?: ('detect' | 'stream') | null;
      /** @default null */
      name?: string | null;
      /**
       * @description null removes the schedule.
       * @default null
       */
      schedule_id?: number | null;
      /**
       * @description What is absent stays; null restores a setting's default, for a group or `settings` all of them.
       * @default null
       */
      settings?: components['schemas']['CameraSettingsAsked'] | null;
      /**
       * @description Another site: schedules follow its time zone. Violations of the past stay with the site before.
       * @default null
       */
      site_id?: number | null;
      /** @default null */
      source?: string | null;
    };
    /** @description One camera's part. Its window begins not before the camera and ends with its removal. */
    CameraCoverageAnswer: {
      blind_seconds: number;
      by_reason: components['schemas']['BlindReasonAnswer'][];
      camera_id: number;
      camera_name: string;
      planned_seconds: number;
      since: string;
      until: string;
      watched_seconds: number;
    };
    /**
     * @description A camera's mode.
     * @enum {string}
     */
    CameraMode: 'detect' | 'stream' | 'off';
    /** @description A camera's numbers. */
    CameraNumbersAnswer: {
      frames_dropped: number | null;
      frames_judged: number | null;
      frames_quiet: number | null;
      frames_received: number | null;
      id: number;
      journal_waiting: number | null;
      lag_p95_seconds: number | null;
      lag_seconds: number | null;
      name: string;
      quality: components['schemas']['QualityAnswer'] | null;
      restarts: number | null;
      restarts_last_hour: number | null;
      state: string;
    };
    /** @description A page of the list. */
    CamerasAnswer: {
      items: components['schemas']['CameraAnswer'][];
      next_cursor: string | null;
    };
    /** @description Settings of a camera, in groups. */
    CameraSettingsAnswer: {
      detection: components['schemas']['DetectionSettingsAnswer'];
      picture_health: components['schemas']['PictureHealthSettingsAnswer'];
      ppe: components['schemas']['PpeSettingsAnswer'];
    };
    /** @description Settings of a camera, in groups. */
    CameraSettingsAsked: {
      /** @default null */
      detection?: components['schemas']['DetectionSettingsAsked'] | null;
      /** @default null */
      picture_health?: components['schemas']['PictureHealthSettingsAsked'] | null;
      /** @default null */
      ppe?: components['schemas']['PpeSettingsAsked'] | null;
    };
    /**
     * @description How a camera is. `reason` explains `BLIND`, `FAILED`, `DOWN` and `UNKNOWN`.
     * @enum {string}
     */
    CameraState: 'off' | 'starting' | 'connecting' | 'live' | 'blind' | 'stale' | 'failed' | 'down' | 'unknown';
    /** @description One camera's time and its course. */
    CameraTimelineAnswer: {
      blind_seconds: number;
      by_reason: components['schemas']['BlindReasonAnswer'][];
      camera_id: number;
      camera_name: string;
      intervals: components['schemas']['StretchAnswer'][];
      planned_seconds: number;
      since: string;
      until: string;
      watched_seconds: number;
    };
    /** @description A part of the picture in which people have stood. */
    CellAnswer: {
      column: number;
      items: components['schemas']['CellItemAnswer'][];
      /** @description As the model sees people there, in its pixels. */
      median_height: number;
      people: number;
      person_seconds: number;
      row: number;
    };
    /** @description One item in one cell. */
    CellItemAnswer: {
      assessable_share: number | null;
      is_too_small: boolean;
      item: string;
    };
    /**
     * @description Why a violation ended.
     * @enum {string}
     */
    CloseReason: 'worn' | 'left' | 'not_assessable' | 'rule_ended' | 'stopped';
    /** @description All companies of the installation, oldest first. */
    CompaniesAnswer: {
      items: components['schemas']['CompanyOverview'][];
    };
    /** @description A company. */
    CompanyAnswer: {
      archived_at: string | null;
      camera_limit: number | null;
      created_at: string;
      id: number;
      name: string;
      version: number;
    };
    /** @description What to change; what is absent stays. Another `version` than the stored one is refused: `changed_meanwhile`. */
    CompanyChange: {
      /**
       * @description Archived: its cameras stop, and nobody of it logs in.
       * @default null
       */
      archived?: boolean | null;
      /**
       * @description null removes the limit.
       * @default null
       */
      camera_limit?: number | null;
      /** @default null */
      name?: string | null;
      version: number;
    };
    /** @description The sum over the cameras, and each. */
    CompanyCoverageAnswer: {
      blind_seconds: number;
      by_reason: components['schemas']['BlindReasonAnswer'][];
      cameras: components['schemas']['CameraCoverageAnswer'][];
      planned_seconds: number;
      since: string;
      until: string;
      watched_seconds: number;
    };
    /** @description A company as a platform administrator sees it. */
    CompanyOverview: {
      archived_at: string | null;
      camera_limit: number | null;
      /** @description Number of cameras by state; empty for an archived company. */
      camera_states: {
        [key: string]: number;
      };
      contents: components['schemas']['ContentsAnswer'];
      created_at: string;
      erasing: boolean;
      id: number;
      /** @description Cameras that count towards the limit: not removed. */
      live_cameras: number;
      name: string;
      version: number;
    };
    /** @description The rule applies while the fact of this name has this value. */
    ConditionAnswer: {
      name: string;
      value: boolean;
    };
    /** @description The rule applies while the fact of this name has this value. */
    ConditionAsked: {
      name: string;
      /** @default true */
      value?: boolean;
    };
    /** @description How much a site or a company holds, removed cameras included. A site has no users. */
    ContentsAnswer: {
      cameras: number;
      /** @description Of a site: schedules that its cameras follow. */
      schedules: number;
      sites: number;
      users: number;
      violations: number;
    };
    /** @description Who logs in. */
    Credentials: {
      email: string;
      password: string;
    };
    /** @description An alert. */
    CrowdAlertAnswer: {
      level: components['schemas']['AlertLevel'];
      message: string;
      type: components['schemas']['AlertType'];
    };
    /** @description Numbers of one picture. What rests on faces is null when no face detector runs. */
    CrowdAnalysisAnswer: {
      /** @description The same in per cent. */
      area_coverage: number;
      body_count: number;
      /** @description 0 to 100. */
      crowd_intensity: number;
      crowd_level: components['schemas']['CrowdLevel'];
      /** @description Share of the picture's area that people occupy, 0 to 1. */
      density_score: number;
      /** @description Faces for each body; null without bodies. */
      face_body_ratio: number | null;
      /** @description Faces by size: small below 32 pixels, medium below 96, large. */
      face_class_distribution: {
        [key: string]: number;
      } | null;
      face_count: number | null;
      /** @description The larger of the two. */
      people_count: number;
      /** @description People in a million pixels. */
      people_density: number;
    };
    /**
     * @description From nobody to a dense crowd; the order of the members is that of the levels.
     * @enum {string}
     */
    CrowdLevel: 'empty' | 'low' | 'medium' | 'high' | 'very_high';
    /** @description What was found in a picture. */
    CrowdPictureAnswer: {
      alerts: components['schemas']['CrowdAlertAnswer'][];
      /** @description JPEG as a data URL, where it was asked for. */
      annotated_image: string | null;
      bodies: components['schemas']['FoundBoxAnswer'][];
      crowd_analysis: components['schemas']['CrowdAnalysisAnswer'];
      faces: components['schemas']['FoundBoxAnswer'][];
      /** @description false: no face detector runs, so `faces` is empty without having been counted. */
      faces_available: boolean;
      frame_info: components['schemas']['FrameInfoAnswer'];
      /** @description Seconds. */
      processing_time: number;
      timestamp: string;
    };
    /** @description What was analysed since `since`. Means are null before the first picture. */
    CrowdStatisticsAnswer: {
      alerts: number;
      bodies: number;
      errors: number;
      faces: number;
      frames: number;
      /** @description Pictures by level. */
      levels: {
        [key: string]: number;
      };
      mean_density: number | null;
      mean_people: number | null;
      mean_seconds: number | null;
      most_people: number;
      since: string;
    };
    /** @description The interface as the caller's company uses it. */
    CrowdStatsAnswer: {
      active_connections: number;
      /** @description Seconds; null before the first picture. */
      average_processing_time: number | null;
      /** @description Of all companies together. */
      connection_limit: number;
      statistics: components['schemas']['CrowdStatisticsAnswer'];
      total_frames_processed: number;
      /** @description Seconds since the backend began. */
      uptime: number;
    };
    /** @description A video that was sent. All of it is deleted an hour after it has ended. */
    CrowdVideoAnswer: {
      /** @description Why it failed; empty otherwise. */
      code: string;
      created_at: string;
      every: number;
      frames_done: number;
      frames_expected: number | null;
      id: string;
      /** @description 0 to 1; null while it cannot be known. */
      progress: number | null;
      reason: string;
      /** @description null until it is done. */
      result: components['schemas']['CrowdVideoResult'] | null;
      state: components['schemas']['VideoState'];
    };
    /** @description What was found in a video. */
    CrowdVideoResult: {
      faces_available: boolean;
      frames_per_second: number;
      height: number;
      /** @description A second without an analysed picture is left out. */
      seconds: components['schemas']['SecondAnswer'][];
      statistics: components['schemas']['CrowdStatisticsAnswer'];
      width: number;
    };
    /** @description An event that was put aside. One whose company cannot be read shows nothing of what it holds. */
    DeadLetterAnswer: {
      camera_id: number | null;
      camera_name: string | null;
      /** @enum {string} */
      code: 'unreadable' | 'never_opened' | 'unknown_camera' | 'refused' | 'failed';
      decided_at: string | null;
      id: number;
      kind: string | null;
      put_aside_at: string;
      reason: string;
    };
    /** @description A part of the list, newest first. */
    DeadLettersAnswer: {
      items: components['schemas']['DeadLetterAnswer'][];
      next_cursor: string | null;
    };
    /** @description Detection of one camera. */
    DetectionSettingsAnswer: {
      /**
       * @description What is analysed in the pictures: names of analysers.
       * @default [
       *       "ppe"
       *     ]
       */
      analysers: 'ppe'[];
      /**
       * @description Pictures a second that are analysed. Fewer need less of the processor and see short events later or not at all.
       * @default 5
       */
      detect_fps: number;
    };
    /** @description Detection of one camera. */
    DetectionSettingsAsked: {
      /**
       * @description What is analysed in the pictures: names of analysers.
       * @default null
       */
      analysers?: 'ppe'[] | null;
      /**
       * @description Pictures a second that are analysed. Fewer need less of the processor and see short events later or not at all.
       * @default null
       */
      detect_fps?: number | null;
    };
    /** @description A detector of the crowd interface. `path` is the name of its file; both texts are empty where none is loaded. */
    DetectorAnswer: {
      device: string;
      loaded: boolean;
      path: string;
    };
    /** @description A disk and what is on it. Its room is null when the level is `unknown`. */
    DiskAnswer: {
      free_bytes: number | null;
      holds: ('evidence' | 'data' | 'memory')[];
      /** @enum {string} */
      level: 'ok' | 'low' | 'full' | 'unknown';
      reserve_bytes: number;
      total_bytes: number | null;
    };
    /** @description How far an erasure is. `proof` is null until it ended. */
    ErasureAnswer: {
      at_first: components['schemas']['ContentsAnswer'];
      company_id: number;
      left: components['schemas']['ContentsAnswer'];
      name: string;
      proof: components['schemas']['ErasureProofAnswer'] | null;
      requested_at: string;
      /** @enum {string} */
      state: 'waiting' | 'running' | 'done';
    };
    /** @description The company's name, to confirm that all of it is erased. */
    ErasureAsked: {
      name: string;
    };
    /** @description What was erased: rows by table, files, and the SHA-256 over all of it. It is in the installation's audit. */
    ErasureProofAnswer: {
      digest: string;
      files: number;
      finished_at: string;
      keys: number;
      rows: {
        [key: string]: number;
      };
    };
    /** @description Paths of the pictures, with a token that lasts about an hour. `removed_at`: since when there are none. */
    EvidenceAnswer: {
      crop: string;
      removed_at: string | null;
      wide: string;
    };
    /** @description What the pictures of one class take and may take. Limits of 0 are none; `unmeasured` pictures count 0 bytes. */
    EvidenceClassAnswer: {
      bytes: number;
      /** @enum {string} */
      kind: 'demo' | 'reviewed' | 'unreviewed';
      most_bytes: number;
      most_days: number;
      oldest_at: string | null;
      pictures: number;
      unmeasured: number;
    };
    /** @description A violation that the rule would have raised. `violation_id`: one that was stored at this time. */
    ExampleAnswer: {
      at: string;
      has_pictures: boolean;
      people: number;
      severity: components['schemas']['Severity'];
      violation_id: string | null;
    };
    /** @description A date on which other slots apply. */
    ExceptionAnswer: {
      /** Format: date */
      date: string;
      name: string;
      otherwise: components['schemas']['CameraMode'];
      slots: components['schemas']['SlotAnswer'][];
    };
    /** @description A date on which other slots apply. `otherwise` is the mode outside them. */
    ExceptionAsked: {
      /** Format: date */
      date: string;
      name: string;
      otherwise: components['schemas']['CameraMode'];
      /** @default [] */
      slots?: components['schemas']['SlotAsked'][];
    };
    /** @description The sums of a window, and how long its cameras observed. */
    ExposureAnswer: {
      /** @description Of cameras: time of which exposure knows nothing. */
      blind_seconds: number;
      missing_seconds: number;
      not_assessable_seconds: number;
      /** @description In the order of their groups; groups without anybody are left out. */
      rows: components['schemas']['ExposureRowAnswer'][];
      since: string;
      time_zone: string;
      until: string;
      /** @description Of cameras, as in the coverage report. */
      watched_seconds: number;
      worn_seconds: number;
    };
    /** @description One group. Of the fields that name it those of another grouping are null. */
    ExposureRowAnswer: {
      camera_id: number | null;
      item: string | null;
      missing_seconds: number;
      /** @description Of the zone or rule. */
      name: string;
      not_assessable_seconds: number;
      rule_id: string | null;
      /** @description Of an hour or a day at the site. */
      since: string | null;
      until: string | null;
      worn_seconds: number;
      /** @description null when grouped by zone: the whole picture. */
      zone_id: number | null;
    };
    /** @description A fact of conditions. */
    FactAnswer: {
      by_name: string;
      name: string;
      /** @description null: in the whole company. That of a site holds before it. */
      site_id: number | null;
      until: string | null;
      updated_at: string;
      value: boolean;
      /** @description The opposite of `value` once `until` has passed. */
      value_now: boolean;
    };
    /** @description What is known: a value and until when it holds. */
    FactAsked: {
      /**
       * @description null: in the whole company.
       * @default null
       */
      site_id?: number | null;
      /**
       * @description From then on the opposite holds; null: until further notice.
       * @default null
       */
      until?: string | null;
      value: boolean;
    };
    /** @description All facts, by name. */
    FactsAnswer: {
      items: components['schemas']['FactAnswer'][];
    };
    /** @description A field of the body or query that did not fit. */
    FieldProblem: {
      /**
       * @description Stable, where the subject has codes for its faults; otherwise empty.
       * @default
       */
      code: string;
      field: string;
      message: string;
    };
    /** @description Measured figures of the model: shares from 0 to 1, by item of ours. Intervals are 95 %. */
    FiguresAnswer: {
      ap50: {
        [key: string]: number;
      };
      ap50_interval: {
        [key: string]: [number, number];
      };
      data: string;
      map50: number | null;
      map50_95: number | null;
      map50_interval: [number, number] | null;
      pictures: number | null;
      precision: {
        [key: string]: number;
      };
      recall: {
        [key: string]: number;
      };
    };
    /** @description A face or a body: x1 y1 x2 y2 in pixels of the picture that was sent. */
    FoundBoxAnswer: {
      bbox: [number, number, number, number];
      confidence: number;
    };
    /** @description The picture that was analysed. */
    FrameInfoAnswer: {
      height: number;
      /** @description Pictures of this client so far in whose place a newer one was analysed. */
      replaced: number;
      width: number;
    };
    /** @description How the system is. */
    HealthAnswer: {
      problems: components['schemas']['HealthProblemAnswer'][];
      /** @description The problems' sentences. */
      reasons: string[];
      /** @enum {string} */
      status: 'healthy' | 'degraded' | 'unhealthy';
      timestamp: string;
      version: string;
    };
    /** @description One thing that is wrong. `grave`: nothing can be stored or shown. `values`: what the message speaks of. */
    HealthProblemAnswer: {
      /** @enum {string} */
      code:
        | 'database_unavailable'
        | 'redis_unavailable'
        | 'disk_full'
        | 'disk_unavailable'
        | 'disk_low'
        | 'events_backlog'
        | 'dead_letters'
        | 'journal_refused'
        | 'journal_waiting'
        | 'jobs_away'
        | 'job_failed'
        | 'clock_wrong'
        | 'inference_away'
        | 'model_refused'
        | 'process_away'
        | 'supervisor_gone'
        | 'restarting'
        | 'cameras_restarting'
        | 'cameras_ill'
        | 'cameras_not_judged'
        | 'cameras_partly_judged';
      grave: boolean;
      message: string;
      values: {
        [key: string]: string | number;
      };
    };
    /** @description How often pictures with people had colour in one hour of the day at the site. */
    HourColourAnswer: {
      colour_share: number | null;
      hour: number;
      person_seconds: number;
    };
    /**
     * @description Why a rule does not apply; the first reason in this order.
     * @enum {string}
     */
    Inactive: 'disabled' | 'bypassed' | 'condition' | 'schedule';
    /**
     * @description What a task looks at.
     * @enum {string}
     */
    InputKind: 'frame' | 'crops';
    /** @description A stretch of time under one mode; `until` is not in it. */
    IntervalAnswer: {
      from: string;
      mode: components['schemas']['CameraMode'];
      name: string;
      until: string;
      /** @enum {string} */
      why: 'slot' | 'exception' | 'otherwise';
    };
    /** @description A link that was neither used nor revoked. Of a registration, company and role are null. */
    InvitationAnswer: {
      company_id: number | null;
      created_at: string;
      /** @description Of the purpose `email`: the new address. */
      email: string;
      expires_at: string;
      id: number;
      is_expired: boolean;
      limits: components['schemas']['LimitsAnswer'] | null;
      name: string;
      purpose: components['schemas']['LinkPurpose'];
      role: components['schemas']['Role'] | null;
      /** @description Whose password or address it changes. */
      user_id: number | null;
    };
    /** @description Open links, newest first. */
    InvitationsAnswer: {
      items: components['schemas']['InvitationAnswer'][];
    };
    /** @description How well one item can be judged. Shares are of people's time there, 0 to 1; null without any. */
    ItemJudgementAnswer: {
      assessable_share: number | null;
      /** @description People there are too small for it most of the time: the rule cannot be judged there. */
      is_too_small: boolean;
      /** @description It cannot be judged by night. */
      is_without_colour: boolean;
      item: string;
      /** @description In pictures without colour; null for an item that is not known by its colour. */
      no_colour_share: number | null;
      /** @description People smaller than the model needs. */
      too_small_share: number | null;
    };
    /**
     * @description How far PPE is checked in a camera's pictures.
     * @enum {string}
     */
    Judging: 'full' | 'partial' | 'none' | 'not_wanted';
    /** @description A key that was not revoked. The key itself is stored nowhere. */
    KeyAnswer: {
      created_at: string;
      /** @description The user's name; null for one who is gone. */
      created_by: string | null;
      /** @description null: never. */
      expires_at: string | null;
      id: number;
      is_expired: boolean;
      /** @description To the minute; null: never. */
      last_used_at: string | null;
      name: string;
      /** @description How the key begins. */
      prefix: string;
      scopes: components['schemas']['KeyScope'][];
    };
    /** @description The company's keys, newest first. */
    KeysAnswer: {
      items: components['schemas']['KeyAnswer'][];
    };
    /**
     * @description What a key is for.
     * @enum {string}
     */
    KeyScope: 'crowd' | 'clips' | 'edge' | 'metrics';
    /** @description The sites and cameras that a user sees. Both empty: none. */
    LimitsAnswer: {
      camera_ids: number[];
      site_ids: number[];
    };
    /** @description The sites and cameras that a user sees: every camera of these sites, and these cameras. */
    LimitsAsked: {
      camera_ids?: number[];
      site_ids?: number[];
    };
    /** @description What a link is for. Of a registration, company and role are null. */
    LinkAnswer: {
      company: string | null;
      email: string;
      expires_at: string;
      name: string;
      purpose: components['schemas']['LinkPurpose'];
      role: components['schemas']['Role'] | null;
    };
    /**
     * @description What a link does.
     * @enum {string}
     */
    LinkPurpose: 'invite' | 'reset' | 'email' | 'register';
    /** @description A link to use. `password`: of the purposes `invite` and `reset`; `name`: of `invite`, by default as invited. */
    LinkToAccept: {
      /** @default null */
      name?: string | null;
      /** @default null */
      password?: string | null;
      token: string;
    };
    /** @description A link. */
    LinkToInspect: {
      token: string;
    };
    /** @description What the inference server did in the last ten seconds. Milliseconds are null when it served no request. */
    LoadAnswer: {
      /** @description Share of the time, 0 to 1. */
      busy: number;
      cameras: number;
      milliseconds_mean: number | null;
      milliseconds_p95: number | null;
      pictures_per_second: number;
      /** @description Pictures on whose crops the crop classifier was asked. */
      second_looks_per_second: number;
      /** @description Requests since the start that had expired before they could be served. */
      stale: number;
      /** @description From a camera's request until it was served. */
      waiting_ms_p95: number | null;
    };
    /** @description A log-in that succeeded. `expires_in` is in seconds. */
    LoginAnswer: {
      access_token: string;
      expires_in: number;
      /**
       * @default Bearer
       * @constant
       */
      token_type: 'Bearer';
      user: components['schemas']['UserAnswer'];
    };
    /** @description A new key. `secret` is shown this once. */
    MadeKeyAnswer: {
      key: components['schemas']['KeyAnswer'];
      secret: string;
    };
    /** @description A link to hand over, shown this once. */
    MadeLinkAnswer: {
      invitation: components['schemas']['InvitationAnswer'];
      /** @description `/welcome#<token>`, to be put behind the dashboard's address. */
      link: string;
    };
    /** @description The user of the request, and their sites. */
    MeAnswer: {
      sites: components['schemas']['SiteAnswer'][];
      user: components['schemas']['UserAnswer'];
    };
    /** @description A user as administrators see one. */
    MemberAnswer: {
      created_at: string;
      disabled_at: string | null;
      email: string;
      id: number;
      /** @description Whether it is a platform administrator as well. */
      is_platform: boolean;
      /** @description null: the whole company. */
      limits: components['schemas']['LimitsAnswer'] | null;
      name: string;
      role: components['schemas']['Role'];
      version: number;
    };
    /** @description What to change; what is absent stays. */
    MemberChange: {
      /** @default null */
      disabled?: boolean | null;
      /** @default null */
      is_platform?: boolean | null;
      /**
       * @description null: the whole company.
       * @default null
       */
      limits?: components['schemas']['LimitsAsked'] | null;
      /** @default null */
      name?: string | null;
      /** @default null */
      role?: components['schemas']['Role'] | null;
      version: number;
    };
    /** @description The company's users, by name. */
    MembersAnswer: {
      items: components['schemas']['MemberAnswer'][];
    };
    /** @description A mode that goes before the schedule, until `until` or until further notice. */
    ModeChosen: {
      mode: components['schemas']['CameraMode'];
      /** @default null */
      until?: string | null;
    };
    /** @description The PPE model that is running. `milliseconds` is what one picture took, per engine that was tried. */
    ModelAnswer: {
      attribution: string;
      body_model: components['schemas']['DetectorAnswer'];
      /** @description As the model calls them. */
      classes: string[];
      device: string;
      engine: string;
      face_model: components['schemas']['DetectorAnswer'];
      input_size: number;
      /** @description Items that people are assessed for. */
      judges: string[];
      licence: string;
      /** @description Null from a detector of an earlier version. */
      load: components['schemas']['LoadAnswer'] | null;
      /** @description Class of the model → item of ours; others are ignored. */
      mapping: {
        [key: string]: string;
      };
      measured: components['schemas']['FiguresAnswer'] | null;
      milliseconds: {
        [key: string]: number;
      };
      name: string;
      /** @description The setting MODEL names it. */
      pinned: boolean;
      /** @description What `make model BACK=1` brings back. */
      previous: string | null;
      /** @description Side of the crops that the crop classifier takes, pixels; 0 without one. */
      second_look_side: number;
      sha256: string;
      switch: components['schemas']['SwitchAnswer'] | null;
      /** @description All tasks of the server, PPE among them. */
      tasks: components['schemas']['TaskAnswer'][];
    };
    /** @description Why the mode applies, the name of slot, exception or user, and until when. */
    ModeWhyAnswer: {
      name: string;
      until: string | null;
      /** @enum {string} */
      why: 'disabled' | 'override' | 'slot' | 'exception' | 'otherwise' | 'fixed' | 'unreadable';
    };
    /** @description A camera to add. */
    NewCamera: {
      /** @default true */
      enabled?: boolean;
      /**
       * @default detect
       * @enum {string}
       */
      mode?: 'detect' | 'stream';
      name: string;
      /** @default null */
      schedule_id?: number | null;
      /**
       * @description What is absent is the default.
       * @default null
       */
      settings?: components['schemas']['CameraSettingsAsked'] | null;
      /**
       * @description The first one that the user may use by default.
       * @default null
       */
      site_id?: number | null;
      source: string;
    };
    /** @description A company to add, with its first site. `camera_limit`: the most cameras; null is no limit. */
    NewCompany: {
      /** @default null */
      camera_limit?: number | null;
      name: string;
      site: components['schemas']['NewSite'];
    };
    /** @description Somebody to invite. */
    NewInvitation: {
      /**
       * @description Of another company, whose administrator a platform administrator invites; null: the own one.
       * @default null
       */
      company_id?: number | null;
      email: string;
      /**
       * @description null: the whole company.
       * @default null
       */
      limits?: components['schemas']['LimitsAsked'] | null;
      name: string;
      role: components['schemas']['Role'];
    };
    /** @description A key to make. */
    NewKeyAsked: {
      /**
       * @description null: never.
       * @default null
       */
      expires_at?: string | null;
      name: string;
      scopes: components['schemas']['KeyScope'][];
    };
    /**
     * @description A company that registers: its first site and its first administrator.
     *
     *     `token`: of the link, where registration is by invitation.
     */
    NewRegistration: {
      company: string;
      email: string;
      name: string;
      /** Format: password */
      password: string;
      site: components['schemas']['NewSite'];
      /** @default  */
      token?: string;
    };
    /** @description Who may register a company. */
    NewRegistrationLink: {
      email: string;
      name: string;
    };
    /** @description A rule to add; what is absent has its default. A field of another kind must be absent or empty. */
    NewRule: {
      /**
       * @description Of the kind `stays`: outside the schedule instead of `stages`; empty: the rule does not apply there.
       * @default null
       */
      after_hours_stages?: components['schemas']['StageAsked'][] | null;
      /** @default null */
      condition?: components['schemas']['ConditionAsked'] | null;
      /** @default null */
      enabled?: boolean | null;
      /**
       * @description How long somebody may be in the zone before the rule applies to them.
       * @default null
       */
      entry_seconds?: number | null;
      /**
       * @description How long the rule goes on applying to somebody who left the zone.
       * @default null
       */
      exit_seconds?: number | null;
      /**
       * @description Of the kind `ppe`: what must be worn.
       * @default null
       */
      items?: ('helmet' | 'vest')[] | null;
      kind: components['schemas']['RuleKind'];
      /**
       * @description How long it must be broken before it is a violation.
       * @default null
       */
      minimum_seconds?: number | null;
      /**
       * @description Of the kind `at_most`.
       * @default null
       */
      most_people?: number | null;
      name: string;
      /**
       * @description The rule applies while its mode is `detect`; null: at any time.
       * @default null
       */
      schedule_id?: number | null;
      /** @default null */
      severity?: components['schemas']['Severity'] | null;
      /**
       * @description Of the kind `stays`: later and at least as severe from one to the next.
       * @default null
       */
      stages?: components['schemas']['StageAsked'][] | null;
      /**
       * @description null: the whole picture.
       * @default null
       */
      zone_id?: number | null;
    };
    /** @description A schedule to add. */
    NewSchedule: {
      /** @default [] */
      exceptions?: components['schemas']['ExceptionAsked'][];
      name: string;
      otherwise: components['schemas']['CameraMode'];
      /** @default [] */
      slots?: components['schemas']['WeeklySlotAsked'][];
    };
    /** @description A site to add. `time_zone`: an IANA name such as `Asia/Jakarta`. */
    NewSite: {
      name: string;
      time_zone: string;
    };
    /** @description A zone to add. */
    NewZoneAsked: {
      /**
       * @default #2f9e44
       * @example #2f9e44
       */
      colour?: string;
      /** @description In fractions of the picture's width and height, from its top left corner; the last joins the first. */
      corners: number[][];
      /** @default rule */
      kind?: components['schemas']['ZoneKind'];
      name: string;
      /**
       * @description By default the camera's present one.
       * @default null
       */
      picture?: components['schemas']['PictureAsked'] | null;
    };
    /** @description Something that a user should know. `values`: what it is about, such as names of items. */
    NoteAnswer: {
      code: string;
      message: string;
      values: string[];
    };
    /** @description A mode that a user chose, until `until` or until further notice. */
    OverrideAnswer: {
      by_name: string;
      mode: components['schemas']['CameraMode'];
      until: string | null;
    };
    /** @description The company's new name. */
    OwnCompanyChange: {
      name: string;
      version: number;
    };
    /** @description Another password: at least 12 characters, not the e-mail address, none of the commonest. */
    PasswordChange: {
      current_password: string;
      password: string;
    };
    /**
     * @description What a route can require. Each applies within the user's scope only.
     * @enum {string}
     */
    Permission:
      | 'own_account'
      | 'view_cameras'
      | 'view_live'
      | 'view_violations'
      | 'view_evidence'
      | 'view_system'
      | 'operate_cameras'
      | 'manage_cameras'
      | 'manage_schedules'
      | 'manage_rules'
      | 'manage_sites'
      | 'manage_failed_events'
      | 'manage_users'
      | 'manage_keys'
      | 'use_crowd'
      | 'manage_company'
      | 'view_audit'
      | 'manage_companies';
    /** @description A size in pixels. */
    PictureAnswer: {
      height: number;
      width: number;
    };
    /** @description The size of the picture over which a zone was drawn. */
    PictureAsked: {
      height: number;
      width: number;
    };
    /**
     * @description Warnings about the picture of one camera.
     *
     *     `<code>_warning` is about the reason of that code.
     */
    PictureHealthSettingsAnswer: {
      /**
       * @description Warn when the picture is far less sharp than usual. Switch off for a camera that zooms.
       * @default true
       */
      defocused_warning: boolean;
      /**
       * @description Warn when the camera shows another view than before. Switch off for a camera that turns.
       * @default true
       */
      moved_warning: boolean;
      /**
       * @description Warn when the picture has no colour. Switch off for a black-and-white camera.
       * @default true
       */
      no_colour_warning: boolean;
    };
    /**
     * @description Warnings about the picture of one camera.
     *
     *     `<code>_warning` is about the reason of that code.
     */
    PictureHealthSettingsAsked: {
      /**
       * @description Warn when the picture is far less sharp than usual. Switch off for a camera that zooms.
       * @default null
       */
      defocused_warning?: boolean | null;
      /**
       * @description Warn when the camera shows another view than before. Switch off for a camera that turns.
       * @default null
       */
      moved_warning?: boolean | null;
      /**
       * @description Warn when the picture has no colour. Switch off for a black-and-white camera.
       * @default null
       */
      no_colour_warning?: boolean | null;
    };
    /** @description Protective equipment on one camera. */
    PpeSettingsAnswer: {
      /**
       * @description Items that everybody in the picture must wear; none: only rules of zones apply. An item that is taken away is no longer checked, and its ongoing violations end as `stopped`.
       * @default [
       *       "helmet",
       *       "vest"
       *     ]
       */
      required_items: ('helmet' | 'vest')[];
    };
    /** @description Protective equipment on one camera. */
    PpeSettingsAsked: {
      /**
       * @description Items that everybody in the picture must wear; none: only rules of zones apply. An item that is taken away is no longer checked, and its ongoing violations end as `stopped`.
       * @default null
       */
      required_items?: ('helmet' | 'vest')[] | null;
    };
    /** @description What a schedule would do, without a gap and without an overlap. */
    PreviewAnswer: {
      intervals: components['schemas']['IntervalAnswer'][];
      /** @description Of the year from the preview's beginning, in order. */
      skipped: components['schemas']['SkippedSlotAnswer'][];
      time_zone: string;
    };
    /** @description The form of every error (RFC 9457). */
    Problem: {
      code: string;
      detail: string;
      errors: components['schemas']['FieldProblem'][];
      hint: string;
      /**
       * @description Under which the log has more; absent but for errors of ours.
       * @default null
       */
      reference?: string | null;
      status: number;
      title: string;
      type: string;
    };
    /** @description A process that should run. */
    ProcessAnswer: {
      cpu_share: number | null;
      memory_bytes: number | null;
      name: string;
      pid: number | null;
      restarts: number;
      restarts_last_hour: number;
      running: boolean;
      started_at: string | null;
      version: string | null;
    };
    /** @description A connection in a word. */
    QualityAnswer: {
      reasons: components['schemas']['QualityReasonAnswer'][];
      /** @enum {string} */
      word: 'good' | 'fair' | 'poor' | 'bad';
    };
    /** @description One thing that is not good about a connection. */
    QualityReasonAnswer: {
      /** @enum {string} */
      code: 'reconnects' | 'decode_errors' | 'gap' | 'jitter' | 'no_picture';
      message: string;
      number: number;
    };
    /** @description Events on their way to the database. */
    QueueAnswer: {
      backlog: number;
      oldest_seconds: number | null;
    };
    /** @description Why a camera is in its state, and how to fix it. */
    ReasonAnswer: {
      code: string;
      hint: string;
      message: string;
    };
    /** @description Redis. */
    RedisAnswer: {
      clock_offset_seconds: number;
      memory_bytes: number;
      uptime_seconds: number;
    };
    /** @description Who may register a company here. */
    RegistrationAnswer: {
      /** @enum {string} */
      registration: 'closed' | 'invitation' | 'open';
    };
    /** @description What retention removed within the last 30 days. */
    RemovedAnswer: {
      bytes: number;
      last_at: string | null;
      pictures: number;
    };
    /**
     * @description The result of a round: how many were stored, refused again, and are still put aside (also without a company).
     *
     *     `untried` are behind the last one tried; `next_cursor` goes on with them and is null when there are none.
     */
    RetriedAnswer: {
      left: number;
      next_cursor: string | null;
      refused: number;
      stored: number;
      untried: number;
    };
    /**
     * @description What a user is in their company.
     * @enum {string}
     */
    Role: 'admin' | 'officer' | 'supervisor' | 'viewer';
    /** @description A disk and what of ours is on it; its room is null when the level is `unknown`. */
    RoomAnswer: {
      free_bytes: number | null;
      holds: ('evidence' | 'data' | 'memory')[];
      /** @enum {string} */
      level: 'ok' | 'low' | 'full' | 'unknown';
      total_bytes: number | null;
    };
    /** @description A rule, and whether it applies now. */
    RuleAnswer: {
      after_hours_stages: components['schemas']['StageAnswer'][];
      /** @description Now, where detection runs: the camera's own mode is not considered. */
      applies: boolean;
      /** @description null: none, or it has expired. */
      bypass: components['schemas']['BypassAnswer'] | null;
      camera_id: number;
      condition: components['schemas']['ConditionAnswer'] | null;
      created_at: string;
      effective_from: string;
      enabled: boolean;
      entry_seconds: number;
      exit_seconds: number;
      id: number;
      /** @description Why it does not apply now. */
      inactive: components['schemas']['Inactive'] | null;
      items: string[];
      kind: components['schemas']['RuleKind'];
      minimum_seconds: number;
      most_people: number;
      name: string;
      schedule_id: number | null;
      severity: components['schemas']['Severity'];
      stages: components['schemas']['StageAnswer'][];
      version: number;
      /** @description `item_not_in_model`, `schedule_unreadable`, `condition_unknown`. */
      warnings: components['schemas']['NoteAnswer'][];
      zone_id: number | null;
    };
    /** @description What to change; what is absent stays. */
    RuleChange: {
      /**
       * @description Of the kind `stays`: outside the schedule instead of `stages`; empty: the rule does not apply there.
       * @default null
       */
      after_hours_stages?: components['schemas']['StageAsked'][] | null;
      /** @default null */
      condition?: components['schemas']['ConditionAsked'] | null;
      /** @default null */
      enabled?: boolean | null;
      /**
       * @description How long somebody may be in the zone before the rule applies to them.
       * @default null
       */
      entry_seconds?: number | null;
      /**
       * @description How long the rule goes on applying to somebody who left the zone.
       * @default null
       */
      exit_seconds?: number | null;
      /**
       * @description Of the kind `ppe`: what must be worn.
       * @default null
       */
      items?: ('helmet' | 'vest')[] | null;
      /**
       * @description How long it must be broken before it is a violation.
       * @default null
       */
      minimum_seconds?: number | null;
      /**
       * @description Of the kind `at_most`.
       * @default null
       */
      most_people?: number | null;
      /** @default null */
      name?: string | null;
      /**
       * @description The rule applies while its mode is `detect`; null: at any time.
       * @default null
       */
      schedule_id?: number | null;
      /** @default null */
      severity?: components['schemas']['Severity'] | null;
      /**
       * @description Of the kind `stays`: later and at least as severe from one to the next.
       * @default null
       */
      stages?: components['schemas']['StageAsked'][] | null;
      /** @description As it was read. */
      version: number;
      /**
       * @description null: the whole picture.
       * @default null
       */
      zone_id?: number | null;
    };
    /** @description A rule: when it last saw anybody, and how well it can be judged. */
    RuleHealthAnswer: {
      /** @description It has seen nobody for a day. */
      is_quiet: boolean;
      items: components['schemas']['ItemJudgementAnswer'][];
      /** @description Within the window; null: nobody. */
      last_person_at: string | null;
      /** @description The number of a rule, or `anywhere` for the required items of the camera's settings. */
      rule_id: string;
    };
    /**
     * @description What a rule asks.
     * @enum {string}
     */
    RuleKind: 'ppe' | 'restricted' | 'at_most' | 'stays';
    /** @description The rules of a camera, oldest first. */
    RulesAnswer: {
      items: components['schemas']['RuleAnswer'][];
      unreadable: components['schemas']['UnreadableAnswer'][];
    };
    /** @description A rule as it would be saved. `corners` draw a zone that is not saved, instead of `zone_id`. */
    RuleToTry: {
      /**
       * @description Of the kind `stays`: outside the schedule instead of `stages`; empty: the rule does not apply there.
       * @default null
       */
      after_hours_stages?: components['schemas']['StageAsked'][] | null;
      /** @default null */
      condition?: components['schemas']['ConditionAsked'] | null;
      /** @default null */
      corners?: number[][] | null;
      /** @default 7 */
      days?: number;
      /** @default null */
      enabled?: boolean | null;
      /**
       * @description How long somebody may be in the zone before the rule applies to them.
       * @default null
       */
      entry_seconds?: number | null;
      /**
       * @description How long the rule goes on applying to somebody who left the zone.
       * @default null
       */
      exit_seconds?: number | null;
      /**
       * @description Of the kind `ppe`: what must be worn.
       * @default null
       */
      items?: ('helmet' | 'vest')[] | null;
      kind: components['schemas']['RuleKind'];
      /**
       * @description How long it must be broken before it is a violation.
       * @default null
       */
      minimum_seconds?: number | null;
      /**
       * @description Of the kind `at_most`.
       * @default null
       */
      most_people?: number | null;
      /** @default null */
      name?: string | null;
      /**
       * @description The rule applies while its mode is `detect`; null: at any time.
       * @default null
       */
      schedule_id?: number | null;
      /** @default null */
      severity?: components['schemas']['Severity'] | null;
      /**
       * @description Of the kind `stays`: later and at least as severe from one to the next.
       * @default null
       */
      stages?: components['schemas']['StageAsked'][] | null;
      /**
       * @description null: the whole picture.
       * @default null
       */
      zone_id?: number | null;
    };
    /** @description A rule as it was, with its zone and schedule as they were. */
    RuleVersionAnswer: {
      after_hours_stages: components['schemas']['StageAnswer'][];
      /** @description Who made it. */
      by_name: string;
      camera_id: number;
      condition: components['schemas']['ConditionAnswer'] | null;
      effective_from: string;
      /** @description null: it is the present one. */
      effective_to: string | null;
      enabled: boolean;
      entry_seconds: number;
      exit_seconds: number;
      id: number;
      items: string[];
      kind: components['schemas']['RuleKind'];
      minimum_seconds: number;
      most_people: number;
      name: string;
      /** @description The schedule's `otherwise`, `slots` and `exceptions`. */
      schedule: {
        [key: string]: unknown;
      } | null;
      schedule_id: number | null;
      /** @description Empty: it applied at any time. */
      schedule_name: string;
      severity: components['schemas']['Severity'];
      stages: components['schemas']['StageAnswer'][];
      version: number;
      /** @description null: the whole picture. */
      zone: components['schemas']['ZoneAsItWas'] | null;
    };
    /** @description Every version of a rule, newest first. */
    RuleVersionsAnswer: {
      items: components['schemas']['RuleVersionAnswer'][];
    };
    /** @description A schedule, and the cameras that follow it. */
    ScheduleAnswer: {
      camera_ids: number[];
      created_at: string;
      exceptions: components['schemas']['ExceptionAnswer'][];
      id: number;
      name: string;
      otherwise: components['schemas']['CameraMode'];
      /** @description Of the coming year, where its cameras are, in order. */
      skipped: components['schemas']['SkippedSlotAnswer'][];
      slots: components['schemas']['WeeklySlotAnswer'][];
      updated_at: string;
    };
    /** @description What to change; what is absent stays. */
    ScheduleChange: {
      /** @default null */
      exceptions?: components['schemas']['ExceptionAsked'][] | null;
      /** @default null */
      name?: string | null;
      /** @default null */
      otherwise?: components['schemas']['CameraMode'] | null;
      /** @default null */
      slots?: components['schemas']['WeeklySlotAsked'][] | null;
    };
    /** @description All schedules, by name. */
    SchedulesAnswer: {
      items: components['schemas']['ScheduleAnswer'][];
    };
    /**
     * @description A schedule to preview before it is saved.
     *
     *     `time_zone`: the site's by default; `from`: now by default.
     */
    ScheduleToPreview: {
      /** @default 7 */
      days?: number;
      /** @default [] */
      exceptions?: components['schemas']['ExceptionAsked'][];
      /** @default null */
      from?: string | null;
      otherwise: components['schemas']['CameraMode'];
      /** @default [] */
      slots?: components['schemas']['WeeklySlotAsked'][];
      /** @default null */
      time_zone?: string | null;
    };
    /** @description The pictures of one second that were analysed. */
    SecondAnswer: {
      /** @description Of the picture with most people. */
      crowd_level: components['schemas']['CrowdLevel'];
      /** @description The highest. */
      density_score: number;
      frames: number;
      mean_people: number;
      most_bodies: number;
      /** @description null: no face detector ran. */
      most_faces: number | null;
      most_people: number;
      second: number;
    };
    /**
     * @description How severe a violation of a rule is; ordered by `SEVERITIES`.
     * @enum {string}
     */
    Severity: 'notice' | 'warning' | 'critical';
    /** @description A site. */
    SiteAnswer: {
      archived_at: string | null;
      id: number;
      name: string;
      time_zone: string;
      version: number;
    };
    /** @description What to change; what is absent stays. Another `version` than the stored one is refused: `changed_meanwhile`. */
    SiteChange: {
      /**
       * @description An archived site takes no cameras. One with cameras is not archived.
       * @default null
       */
      archived?: boolean | null;
      /** @default null */
      name?: string | null;
      /** @default null */
      time_zone?: string | null;
      /** @default null */
      version?: number | null;
    };
    /** @description The sites that the user sees, oldest first. */
    SitesAnswer: {
      items: components['schemas']['SiteAnswer'][];
    };
    /** @description A slot that does not happen on a date, because the clocks jump over it. */
    SkippedSlotAnswer: {
      /** @description The moment of the jump. */
      at: string;
      /** Format: date */
      date: string;
      end: string;
      mode: components['schemas']['CameraMode'];
      /** @description May be empty. */
      name: string;
      /** @description `HH:MM`, local. */
      start: string;
    };
    /** @description A part of a day. */
    SlotAnswer: {
      /** @description On the next day if it is not later than `start`. */
      end: string;
      mode: components['schemas']['CameraMode'];
      /** @description May be empty. */
      name: string;
      /** @description `HH:MM`, local to the camera's site, as all clock times of a schedule. */
      start: string;
    };
    /** @description A part of a day, local time. An end not after the start is on the next day. */
    SlotAsked: {
      end: string;
      mode: components['schemas']['CameraMode'];
      /** @default  */
      name?: string;
      start: string;
    };
    /** @description A source that does not work, and why. */
    SourceFailed: {
      /**
       * @default false
       * @constant
       */
      ok: false;
      reason: components['schemas']['ReasonAnswer'];
    };
    /** @description A source that works. `snapshot` is a JPEG as a `data:` URL. */
    SourceSeen: {
      codec: string;
      fps: number | null;
      height: number;
      /**
       * @default true
       * @constant
       */
      ok: true;
      snapshot: string;
      width: number;
    };
    /** @description A source to test; a masked one gets the stored password of `camera_id`. */
    SourceToTest: {
      /** @default null */
      camera_id?: number | null;
      source: string;
    };
    /** @description From `seconds` in the zone on, a violation has this severity. */
    StageAnswer: {
      seconds: number;
      severity: components['schemas']['Severity'];
    };
    /** @description From `seconds` in the zone on, a violation has this severity. */
    StageAsked: {
      seconds: number;
      severity: components['schemas']['Severity'];
    };
    /** @description How storage stands. `ran_at`: when retention last ran to its end, null when that is not known. */
    StorageAnswer: {
      disks: components['schemas']['DiskAnswer'][];
      evidence: components['schemas']['EvidenceClassAnswer'][];
      ran_at: string | null;
      removed: components['schemas']['RemovedAnswer'];
    };
    /** @description A token for the live picture, and the paths that carry it. */
    StreamTokenAnswer: {
      expires_at: string;
      mjpg: string;
      snapshot: string;
      token: string;
    };
    /** @description A part of a timeline; `reason` is null where the camera observed. */
    StretchAnswer: {
      planned: boolean;
      reason: string | null;
      since: string;
      until: string;
    };
    /** @description Another model is being loaded, or could not be. */
    SwitchAnswer: {
      /** @description Why it could not be; empty while it is being loaded, and from a detector of an earlier version. */
      code: string;
      hint: string;
      name: string;
      reason: string;
      state: components['schemas']['SwitchState'];
    };
    /**
     * @description How far a change of the model is.
     * @enum {string}
     */
    SwitchState: 'loading' | 'failed';
    /** @description The system. */
    SystemAnswer: {
      at: string;
      cameras: components['schemas']['CameraNumbersAnswer'][];
      dead_letters: number | null;
      disks: components['schemas']['RoomAnswer'][];
      processes: components['schemas']['ProcessAnswer'][] | null;
      queue: components['schemas']['QueueAnswer'] | null;
      redis: components['schemas']['RedisAnswer'] | null;
      versions: components['schemas']['VersionsAnswer'];
    };
    /** @description A task of the inference server and the model that serves it; empty texts and 0 where none does. */
    TaskAnswer: {
      device: string;
      engine: string;
      input: components['schemas']['InputKind'];
      /** @description Side of the frame's square or of the crops, pixels. */
      input_size: number;
      licence: string;
      /** @description Null from a server of an earlier version. */
      load: components['schemas']['TaskLoadAnswer'] | null;
      /** @description Of the model. */
      name: string;
      previous: string | null;
      /** @description The task whose answer it refines; empty: none. */
      refines: string;
      sha256: string;
      switch: components['schemas']['SwitchAnswer'] | null;
      task: string;
    };
    /** @description What the inference server did for one task in the last ten seconds. Null where it served no request. */
    TaskLoadAnswer: {
      /** @description Requests that one call of the model answered, on average. */
      batch_mean: number | null;
      milliseconds_mean: number | null;
      milliseconds_p95: number | null;
      requests_per_second: number;
      /** @description From a camera's request until it was served. */
      waiting_ms_p95: number | null;
    };
    /** @description What the rule would have done. */
    TrialAnswer: {
      by_severity: components['schemas']['BySeverityAnswer'];
      /** @description The rule has a condition, of whose past nothing is known. */
      condition_ignored: boolean;
      /** @description Those of them that a user confirmed; null while violations are not reviewed. */
      confirmed: number | null;
      /** @description At most 20: those with pictures first, then the newest. */
      examples: components['schemas']['ExampleAnswer'][];
      items: components['schemas']['ItemJudgementAnswer'][];
      /** @description Those at whose time a violation was stored. */
      known: number;
      last_person_at: string | null;
      /** @description Of people in the zone, as the model sees them, in its pixels. */
      median_height: number | null;
      /** @description Of the time of people in the zone, how much some item could not be assessed; null for rules without items. */
      not_assessable_share: number | null;
      /** @description Who were in the zone while the rule applied. */
      people: number;
      person_seconds: number;
      raised: number;
      since: string;
      /** @description There was more than could be tried: `since` is later than was asked. */
      truncated: boolean;
      until: string;
    };
    /** @description A stored zone or rule that cannot be read: it does not apply, and can be deleted. */
    UnreadableAnswer: {
      id: number;
      name: string;
    };
    /** @description A user. */
    UserAnswer: {
      company_id: number;
      email: string;
      id: number;
      is_platform: boolean;
      name: string;
      permissions: components['schemas']['Permission'][];
      role: components['schemas']['Role'];
    };
    /** @description What runs. */
    VersionsAnswer: {
      database: string | null;
      mandor: string;
      model: string | null;
      pm2: string | null;
      python: string;
      redis: string | null;
    };
    /**
     * @description How far a job is.
     * @enum {string}
     */
    VideoState: 'queued' | 'running' | 'done' | 'failed';
    /** @description A violation. `box` is the person in the wide picture: x1, y1, x2, y2 as fractions of its size. */
    ViolationAnswer: {
      box: [number, number, number, number];
      camera_id: number;
      camera_name: string;
      close_reason: components['schemas']['CloseReason'] | null;
      closed_at: string | null;
      confidence: number;
      /** @description When that was reported. */
      decided_at: string | null;
      /** @description From the one to the other. */
      delay_seconds: number | null;
      demo: boolean;
      evidence: components['schemas']['EvidenceAnswer'];
      id: string;
      /** @description The first of `items`; null for rules that ask for no items. */
      item: ('helmet' | 'vest') | null;
      items: ('helmet' | 'vest')[];
      model: string;
      /** @description When the rule began to be broken. */
      opened_at: string;
      /** @description `anywhere` is the rule of the camera's required items. */
      rule_id: string | null;
      rule_kind: components['schemas']['RuleKind'];
      rule_name: string | null;
      rule_version: number | null;
      severity: components['schemas']['Severity'] | null;
      site_id: number;
      /** @description At the time, as all names but the camera's, which is the present one. */
      site_name: string | null;
      /** @description The person's number in the worker at the time. */
      track_id: number | null;
      zone_id: number | null;
      zone_name: string | null;
    };
    /** @description A part of the list, newest first. */
    ViolationsAnswer: {
      items: components['schemas']['ViolationAnswer'][];
      next_cursor: string | null;
    };
    /** @description A slot that repeats every week. */
    WeeklySlotAnswer: {
      /** @description 1 is Monday. A slot belongs to the days on which it begins. */
      days: number[];
      /** @description On the next day if it is not later than `start`. */
      end: string;
      mode: components['schemas']['CameraMode'];
      /** @description May be empty. */
      name: string;
      /** @description `HH:MM`, local to the camera's site, as all clock times of a schedule. */
      start: string;
    };
    /** @description A slot that repeats every week; 1 is Monday. */
    WeeklySlotAsked: {
      days: number[];
      end: string;
      mode: components['schemas']['CameraMode'];
      /** @default  */
      name?: string;
      start: string;
    };
    /** @description A zone, and whether it still fits the picture. */
    ZoneAnswer: {
      /** @description Whether Mandor acts on a zone of this kind; `notes` says why not. */
      applied: boolean;
      camera_id: number;
      colour: string;
      corners: [number, number][];
      created_at: string;
      /** @description When the corners were last saved. */
      drawn_at: string;
      id: number;
      kind: components['schemas']['ZoneKind'];
      name: string;
      notes: components['schemas']['NoteAnswer'][];
      /** @description Over which it was drawn; null when that was not known. */
      picture: components['schemas']['PictureAnswer'] | null;
      rule_ids: number[];
      /** @description Whether the camera's picture has another aspect ratio now; null while one of the two is not known. */
      shape_changed: boolean | null;
      updated_at: string;
      version: number;
      /** @description Whether the camera reported another view (`moved`) after the corners were saved. */
      view_changed: boolean;
    };
    /** @description A rule's zone as it was. */
    ZoneAsItWas: {
      corners: [number, number][];
      id: number;
      kind: components['schemas']['ZoneKind'];
      name: string;
    };
    /** @description What to change; what is absent stays. */
    ZoneChange: {
      /** @default null */
      colour?: string | null;
      /**
       * @description Saving them again, changed or not, confirms that the zone fits the present view.
       * @default null
       */
      corners?: number[][] | null;
      /** @default null */
      kind?: components['schemas']['ZoneKind'] | null;
      /** @default null */
      name?: string | null;
      /**
       * @description Of `corners`; by default the camera's present one.
       * @default null
       */
      picture?: components['schemas']['PictureAsked'] | null;
      /** @description As it was read. */
      version: number;
    };
    /**
     * @description What a zone is for.
     * @enum {string}
     */
    ZoneKind: 'rule' | 'ignore' | 'privacy';
    /** @description The zones of a camera, oldest first. */
    ZonesAnswer: {
      items: components['schemas']['ZoneAnswer'][];
      unreadable: components['schemas']['UnreadableAnswer'][];
    };
    /** @description The camera whose zones are added to this one. */
    ZonesToCopy: {
      from_camera_id: number;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
