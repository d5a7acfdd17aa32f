using Delivery.ServiceDefaults.Modules;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Imports the files under git before the process serves (R17).</summary>
internal sealed class ImportDefinitions(DefinitionImporter importer, IOptions<WorkflowRuntimeOptions> options) : IModuleSetup
{
    public int Order => 10;

    public string Description => $"import workflow definitions from {options.Value.DefinitionsDirectory ?? "nowhere"}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.DefinitionsDirectory is not { } directory)
        {
            return;
        }

        var files = new List<DefinitionFile>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal))
        {
            files.Add(new DefinitionFile(Path.GetFileName(path), await File.ReadAllTextAsync(path, cancellationToken)));
        }

        await importer.ImportAsync(files, cancellationToken);
    }
}
