using Delivery.ServiceDefaults.Modules;
using Delivery.Workflows.Runtime.Files;
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

        await importer.ImportAsync(await DefinitionFolder.ReadAsync(directory, cancellationToken), cancellationToken);
    }
}
