using Microsoft.Extensions.Configuration;

namespace Delivery.Orchestrator.Definitions;

/// <summary>Where the definitions under git are.</summary>
public static class DefinitionsDirectory
{
    /// <summary>The setting that names another place.</summary>
    public const string Setting = "Workflows:Directory";

    private const string DefaultName = "workflows";

    /// <summary>The configured folder, else <c>workflows</c> beside the application or in a folder above it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string Find(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } configured)
        {
            return Directory.Exists(configured)
                ? Path.GetFullPath(configured)
                : throw new DirectoryNotFoundException($"{Setting} names {configured}, which is no folder.");
        }

        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, DefaultName);
            if (Directory.Exists(candidate) && Directory.EnumerateFiles(candidate, "*.json").Any())
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException(
            $"There is no folder '{DefaultName}' with definitions beside {AppContext.BaseDirectory} or above it. Name one in {Setting}.");
    }
}
