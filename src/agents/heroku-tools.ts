import { InvalidArgumentError, type JSONObject } from '@ai-sdk/provider';
import { z } from 'zod/v4';

/**
 * A tool that Heroku runs: a function tool without `execute` for `tools` of `generateText` and `streamText` in AI SDK 5, 6
 * and 7, or for `heroku.agent(modelId, { tools })`. Its input is any object: only Heroku knows the schema.
 */
export type HerokuTool = {
  /** Tells the model when to use the tool. */
  description?: string;
  /** Takes any object. */
  inputSchema: z.ZodType<Record<string, unknown>>;
  /** Takes anything. */
  outputSchema: z.ZodType<unknown>;
  /** What Heroku is to run, as `providerOptions.heroku.tool`. */
  providerOptions: Record<string, Record<string, JSONObject>>;
};

/** Where and how a tool runs: in one-off dynos of an app to which the add-on is attached (heroku-api.md §5). */
export type HerokuToolSettings = {
  /** The app in whose one-off dynos the tool runs. The model's add-on must be attached to it. */
  targetAppName: string;
  /** Heroku's default: `standard-1x`. */
  dynoSize?: string | undefined;
  /** How long a run may take, in seconds: 1 to 120. Heroku's default: 120. */
  ttlSeconds?: number | undefined;
  /** How often the tool may be called within one answer. Heroku's default: 3. */
  maxCalls?: number | undefined;
  /** Tells the model when to use the tool, beside what Heroku tells it. */
  description?: string | undefined;
  /** Sent as `tool_params`, over what the other settings say. */
  toolParams?: JSONObject | undefined;
};

/** Settings of `heroku.tools.dynoRunCommand`. */
export type HerokuCommandSettings = HerokuToolSettings & {
  /** The command to run. */
  cmd: string;
  /** Tells the model what the command does. */
  description: string;
  /** JSON Schema of the arguments that the model gives to the command. Default: none. */
  parameters?: JSONObject | undefined;
};

/** Settings of the tools for Postgres. */
export type HerokuPostgresSettings = HerokuToolSettings & {
  /** The attachment of a follower database, such as `HEROKU_POSTGRESQL_COBALT`. Heroku refuses any other database. */
  dbAttachment: string;
};

/** The tools that Heroku runs (heroku-api.md §5). Each throws InvalidArgumentError for settings that Heroku would refuse. */
export type HerokuTools = {
  /** Runs Python that the model writes: `code_exec_python`. */
  codeExecPython(settings: HerokuToolSettings): HerokuTool;
  /** Runs JavaScript that the model writes: `code_exec_node`. */
  codeExecNode(settings: HerokuToolSettings): HerokuTool;
  /** Runs Ruby that the model writes: `code_exec_ruby`. */
  codeExecRuby(settings: HerokuToolSettings): HerokuTool;
  /** Runs Go that the model writes: `code_exec_go`. */
  codeExecGo(settings: HerokuToolSettings): HerokuTool;
  /** Runs a command of your app, with arguments that the model gives: `dyno_run_command`. */
  dynoRunCommand(settings: HerokuCommandSettings): HerokuTool;
  /** Reads the schema of a follower database: `postgres_get_schema`. */
  postgresGetSchema(settings: HerokuPostgresSettings): HerokuTool;
  /** Queries a follower database: `postgres_run_query`. */
  postgresRunQuery(settings: HerokuPostgresSettings): HerokuTool;
  /** Reads a web page: `html_to_markdown`. It needs no app. */
  htmlToMarkdown(settings?: Partial<HerokuToolSettings>): HerokuTool;
  /** Reads a PDF file from a URL: `pdf_to_markdown`. It needs no app. */
  pdfToMarkdown(settings?: Partial<HerokuToolSettings>): HerokuTool;
  /**
   * A tool of an MCP server that is registered with your model; `listHerokuMcpServers` lists them.
   * @param name `namespace/tool`, or the tool's short name.
   */
  mcp(name: string, settings?: { description?: string | undefined }): HerokuTool;
  /**
   * A tool of Heroku that this package does not know.
   * @param name Heroku's, such as `pg_psql`.
   */
  herokuTool(name: string, settings?: Partial<HerokuToolSettings>): HerokuTool;
};

/** @param key of provider options. */
export function toHerokuTools(key: string): HerokuTools {
  const toTool = (tool: JSONObject, description: string | undefined): HerokuTool => ({
    ...(description && { description }),
    inputSchema: z.looseObject({}),
    outputSchema: z.unknown(),
    providerOptions: { [key]: { tool } },
  });

  const toMcpTool: HerokuTools['mcp'] = (name, { description } = {}) => {
    if (!isText(name))
      throw invalid('name', 'must be the name of an MCP tool, such as namespace/tool');
    return toTool({ type: 'mcp', name, ...(description && { description }) }, description);
  };

  const toAnyTool = (
    name: string,
    settings: Partial<HerokuToolSettings> = {},
    toolParams: JSONObject = {},
  ): HerokuTool => {
    if (!isText(name)) throw invalid('name', 'must be the name of a tool of Heroku');
    const params = toRuntimeParams(settings, toolParams);
    const { description } = settings;
    // If `tool_params` has a description, Heroku gives that one to the model.
    const hint = !toolParams.description && description;
    return toTool(
      {
        type: 'heroku_tool',
        name,
        ...(hint && { description: hint }),
        ...(Object.keys(params).length > 0 && { runtime_params: params }),
      },
      description,
    );
  };

  const inApp =
    <Settings extends HerokuToolSettings>(
      name: string,
      toToolParams?: (settings: Settings) => JSONObject,
    ) =>
    (settings: Settings): HerokuTool => {
      const isNamed = isText(settings?.targetAppName);
      if (!isNamed)
        throw invalid('targetAppName', 'must be the name of the app in which the tool runs');
      return toAnyTool(name, settings, toToolParams?.(settings));
    };

  const toDatabase = ({ dbAttachment }: HerokuPostgresSettings) => {
    if (!isText(dbAttachment))
      throw invalid('dbAttachment', 'must be the attachment of a follower database');
    return { db_attachment: dbAttachment };
  };

  return {
    codeExecPython: inApp('code_exec_python'),
    codeExecNode: inApp('code_exec_node'),
    codeExecRuby: inApp('code_exec_ruby'),
    codeExecGo: inApp('code_exec_go'),
    dynoRunCommand: inApp('dyno_run_command', toCommand),
    postgresGetSchema: inApp('postgres_get_schema', toDatabase),
    postgresRunQuery: inApp('postgres_run_query', toDatabase),
    htmlToMarkdown: (settings) => toAnyTool('html_to_markdown', settings),
    pdfToMarkdown: (settings) => toAnyTool('pdf_to_markdown', settings),
    mcp: toMcpTool,
    herokuTool: (name, settings) => toAnyTool(name, settings),
  };
}

function toCommand({ cmd, description, parameters }: HerokuCommandSettings): JSONObject {
  if (!isText(cmd)) throw invalid('cmd', 'must be the command to run');
  if (!isText(description)) throw invalid('description', 'must say what the command does');
  return {
    cmd,
    description,
    parameters: parameters ?? { type: 'object', properties: {}, required: [] },
  };
}

function toRuntimeParams(settings: Partial<HerokuToolSettings>, defaults: JSONObject): JSONObject {
  const { targetAppName, dynoSize, ttlSeconds, maxCalls } = settings;
  const toolParams = { ...defaults, ...settings.toolParams };
  if (!isCount(ttlSeconds, 120))
    throw invalid('ttlSeconds', 'must be a whole number from 1 to 120');
  if (!isCount(maxCalls)) throw invalid('maxCalls', 'must be a positive whole number');
  return {
    ...(targetAppName && { target_app_name: targetAppName }),
    ...(dynoSize && { dyno_size: dynoSize }),
    ...(ttlSeconds && { ttl_seconds: ttlSeconds }),
    ...(maxCalls && { max_calls: maxCalls }),
    ...(Object.keys(toolParams).length > 0 && { tool_params: toolParams }),
  };
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

const isCount = (value: number | undefined, max = Number.MAX_SAFE_INTEGER): boolean =>
  value === undefined || (Number.isInteger(value) && value >= 1 && value <= max);

function invalid(argument: string, demand: string): InvalidArgumentError {
  return new InvalidArgumentError({
    argument,
    message: `${argument} of a tool of Heroku ${demand}.`,
  });
}
