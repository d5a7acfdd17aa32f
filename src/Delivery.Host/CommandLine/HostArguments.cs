namespace Delivery.Host.CommandLine;

/// <summary>The command line. What is absent is left to the configuration (environment variables, appsettings.json).</summary>
internal sealed record HostArguments
{
    private const string HelpHint = "./run --help explains.";

    public HostCommand Command { get; private init; }

    public string? Urls { get; private init; }

    public string? DataDirectory { get; private init; }

    public string? Postgres { get; private init; }

    public string? RabbitMq { get; private init; }

    /// <summary>Null for the default.</summary>
    public IReadOnlyList<string>? Modules { get; private init; }

    public string? Role { get; private init; }

    public string? Subject { get; private init; }

    /// <summary>Where the workflow files are; null for the setting or the usual place.</summary>
    public string? WorkflowsDirectory { get; private init; }

    /// <summary>An export goes before what was changed in a file.</summary>
    public bool Overwrite { get; private init; }

    /// <summary>Settings given with <c>--set KEY=VALUE</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; private init; } = new Dictionary<string, string?>();

    /// <summary>What follows <c>simulate</c>: the simulator has a command line of its own.</summary>
    public IReadOnlyList<string> Rest { get; private init; } = [];

    /// <exception cref="UsageException">Something is unknown, missing or too much.</exception>
    public static HostArguments Parse(IReadOnlyList<string> args) => (args.Count > 0 ? args[0] : null) switch
    {
        "simulate" => new HostArguments { Command = HostCommand.Simulate, Rest = [.. args.Skip(1)] },
        "workflows" => ParseWorkflows(args),
        "token" => ParseOptions(args.Skip(1), new HostArguments { Command = HostCommand.Token }),
        _ => ParseOptions(args, new HostArguments { Command = HostCommand.Serve }),
    };

    private static HostArguments ParseWorkflows(IReadOnlyList<string> args) => args.Count > 1 && args[1] is "--help" or "-h"
        ? new HostArguments { Command = HostCommand.Help }
        : ParseOptions(args.Skip(2), new HostArguments
        {
            Command = args.ElementAtOrDefault(1) switch
            {
                "status" => HostCommand.WorkflowsStatus,
                "export" => HostCommand.WorkflowsExport,
                var other => throw new UsageException(
                    $"{(other is null ? "Say what to do" : $"'{other}' is unknown here")}: ./run workflows status|export. {HelpHint}"),
            },
        });

    private static HostArguments ParseOptions(IEnumerable<string> args, HostArguments start)
    {
        var result = start;
        var queue = new Queue<string>(args.SelectMany(SplitAssignment));
        while (queue.TryDequeue(out var option))
        {
            result = result.With(option, queue);
        }

        return result.Command == HostCommand.Token && result.Role is null
            ? throw new UsageException($"Say which role: ./run token --role customer|owner|rider|operator|analyst|viewer. {HelpHint}")
            : result;
    }

    /// <summary><c>--data=DIR</c> is the same as <c>--data DIR</c>.</summary>
    private static IEnumerable<string> SplitAssignment(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return argument.StartsWith("--", StringComparison.Ordinal) && equals > 0
            ? new[] { argument[..equals], argument[(equals + 1)..] }
            : [argument];
    }

    private HostArguments With(string option, Queue<string> rest) => (Command, option) switch
    {
        (_, "--help" or "-h") => this with { Command = HostCommand.Help },
        (_, "--data") => this with { DataDirectory = Value(option, rest) },
        (HostCommand.Token, "--role") => this with { Role = Value(option, rest) },
        (HostCommand.Token, "--subject") => this with { Subject = Value(option, rest) },
        (HostCommand.WorkflowsStatus or HostCommand.WorkflowsExport, "--directory") => this with { WorkflowsDirectory = Value(option, rest) },
        (HostCommand.WorkflowsStatus or HostCommand.WorkflowsExport, "--postgres") => this with { Postgres = Value(option, rest) },
        (HostCommand.WorkflowsExport, "--overwrite") => this with { Overwrite = true },
        (HostCommand.Serve or HostCommand.Migrate, _) => WithServeOption(option, rest),
        _ => throw new UsageException($"'{option}' is unknown here. {HelpHint}"),
    };

    private HostArguments WithServeOption(string option, Queue<string> rest) => option switch
    {
        "--urls" => this with { Urls = Value(option, rest) },
        "--postgres" => this with { Postgres = Value(option, rest) },
        "--rabbitmq" => this with { RabbitMq = Value(option, rest) },
        "--modules" => this with { Modules = Value(option, rest).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) },
        "--migrate" => this with { Command = HostCommand.Migrate },
        "--set" => this with { Settings = WithSetting(Value(option, rest)) },
        _ => throw new UsageException($"'{option}' is unknown. {HelpHint}"),
    };

    private static string Value(string option, Queue<string> rest) =>
        rest.TryDequeue(out var value) && value.Length > 0
            ? value
            : throw new UsageException($"{option} needs a value. {HelpHint}");

    private Dictionary<string, string?> WithSetting(string assignment)
    {
        var parts = assignment.Split('=', 2);
        return parts is [{ Length: > 0 } key, var value]
            ? new Dictionary<string, string?>(Settings) { [key] = value }
            : throw new UsageException($"--set needs KEY=VALUE, for example --set Timeouts:storeAnswer=00:01:00. {HelpHint}");
    }
}
