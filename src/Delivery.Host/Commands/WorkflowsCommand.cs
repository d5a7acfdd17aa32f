using Delivery.Host.CommandLine;
using Delivery.Host.Composition;
using Delivery.Orchestrator;
using Delivery.Orchestrator.Definitions;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Files;

namespace Delivery.Host.Commands;

/// <summary>
/// Compares the workflow files with what is published, and brings the one into the other. It looks into the database itself, beside a host
/// that may be running on it, and starts nothing.
/// </summary>
internal static class WorkflowsCommand
{
    public static async Task<int> RunAsync(HostArguments arguments, TextWriter output)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(HostSettings.From(arguments));
        try
        {
            var directory = DefinitionsDirectory.Find(builder.Configuration);
            builder.Logging.ClearProviders();
            builder.AddServiceDefaults();
            new OrchestratorModule().AddServices(builder);
            await using var app = builder.Build();
            var files = app.Services.GetRequiredService<DefinitionFiles>();
            var comparisons = arguments.Command == HostCommand.WorkflowsExport
                ? await files.ExportAsync(directory, arguments.Overwrite, CancellationToken.None)
                : await files.CompareAsync(directory, CancellationToken.None);
            FileTable.Write(comparisons, output);
            return comparisons.Any(IsLeft) ? 1 : 0;
        }
        catch (Exception exception) when (exception is ProblemException or WorkflowDefinitionException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new UsageException(exception.Message);
        }
    }

    /// <summary>Somebody still has to do something: a script can tell.</summary>
    private static bool IsLeft(FileComparison comparison) =>
        !comparison.IsWritten && comparison.State is (FileState.Published or FileState.NoFile or FileState.Both);
}
