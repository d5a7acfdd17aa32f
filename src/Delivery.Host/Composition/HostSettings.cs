using Delivery.Host.CommandLine;

namespace Delivery.Host.Composition;

/// <summary>Translates the command line to settings; they go before those of the environment.</summary>
internal static class HostSettings
{
    private const string WorkflowsFolder = "workflows";
    private const string WorkflowsKey = "Workflows:Directory";

    public static Dictionary<string, string?> From(HostArguments arguments)
    {
        var settings = new Dictionary<string, string?>(arguments.Settings);
        Add("urls", arguments.Urls);
        Add("Data:Directory", arguments.DataDirectory);
        Add("ConnectionStrings:Delivery", arguments.Postgres);
        Add("Bus:RabbitMq", arguments.RabbitMq);
        Add(WorkflowsKey, arguments.WorkflowsDirectory);
        if (Environment.GetEnvironmentVariable("Workflows__Directory") is null && FindWorkflows() is { } workflows)
        {
            settings.TryAdd(WorkflowsKey, workflows);
        }

        return settings;

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                settings[key] = value;
            }
        }
    }

    /// <summary>Beside the binary when it is published; further up in a working copy.</summary>
    private static string? FindWorkflows()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, WorkflowsFolder);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
