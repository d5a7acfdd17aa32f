using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>
/// Imports definitions from files (R17): when a file differs from the file that was imported last, never because it differs from what
/// somebody has published since. If both have changed, nobody's work is overwritten: the file becomes a draft.
/// </summary>
internal sealed class DefinitionImporter(
    Transactions<WorkflowsDbContext> transactions, BundlePublisher publisher, ILogger<DefinitionImporter> logger)
{
    /// <summary>All files in one transaction, because they refer to each other.</summary>
    public Task ImportAsync(IReadOnlyList<DefinitionFile> files, CancellationToken cancellationToken)
    {
        (DefinitionFile File, WorkflowDefinition Definition)[] parsed = [.. files.Select(file => (file, Parse(file)))];
        return transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                var changed = false;
                foreach (var (file, definition) in parsed)
                {
                    changed |= await ImportAsync(transaction, writer, file, definition, token);
                }

                if (changed)
                {
                    await publisher.UpdateAsync(
                        transaction, DefinitionChange.Import([.. parsed.Select(pair => pair.Definition.DefinitionId)]), token);
                }
            },
            cancellationToken);
    }

    private static WorkflowDefinition Parse(DefinitionFile file)
    {
        try
        {
            return WorkflowDefinition.Parse(file.Text);
        }
        catch (WorkflowDefinitionException exception)
        {
            throw new WorkflowDefinitionException($"{file.Name}: {exception.Message}", exception);
        }
    }

    private async Task<bool> ImportAsync(
        ModuleTransaction<WorkflowsDbContext> transaction,
        DefinitionWriter writer,
        DefinitionFile file,
        WorkflowDefinition definition,
        CancellationToken cancellationToken)
    {
        var hash = DefinitionDocuments.HashOf(file.Text);
        var imported = await transaction.Db.Files.FirstOrDefaultAsync(row => row.DefinitionId == definition.DefinitionId, cancellationToken);
        if (imported?.ContentHash == hash)
        {
            return false;
        }

        var published = await writer.FindPublishedAsync(definition.DefinitionId, cancellationToken);
        if (published is not null && DefinitionDocuments.SayTheSame(WorkflowDefinition.Parse(published.Source), definition))
        {
            // Somebody exported what is published into the file.
            ImportedFile.Remember(transaction, imported, published.DefinitionId, file.Name, file.Text, published.Id);
            return false;
        }

        var latest = await writer.FindLatestAsync(definition.DefinitionId, cancellationToken);
        var isUntouched = latest is null || latest.Id == imported?.VersionId;
        var version = await writer.AddAsync(definition, DefinitionProviders.File, cancellationToken);
        ImportedFile.Remember(transaction, imported, version.DefinitionId, file.Name, file.Text, version.Id);
        if (!isUntouched)
        {
            Log.ImportedAsDraft(logger, version.DefinitionId, file.Name, version.Version);
            return false;
        }

        await writer.MarkPublishedAsync(version, author: null, cancellationToken);
        Log.Imported(logger, version.DefinitionId, version.Version, file.Name);
        return true;
    }
}
