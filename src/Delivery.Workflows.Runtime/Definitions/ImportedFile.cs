using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Persistence;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>The last content of a definition's file that was imported (R17): a file is imported again when it differs from this, never because it differs from what is published.</summary>
internal sealed class ImportedFile
{
    public required string DefinitionId { get; init; }

    public required string FileName { get; set; }

    public required string ContentHash { get; set; }

    /// <summary>The version made of it. When another one is the latest by now, somebody has edited the definition since.</summary>
    public required string VersionId { get; set; }

    public required DateTimeOffset ImportedAt { get; set; }

    /// <summary>The definition's file and its version say the same from now on.</summary>
    /// <param name="transaction">In which to note it.</param>
    /// <param name="imported">The note so far; null for none.</param>
    /// <param name="definitionId">The definition.</param>
    /// <param name="fileName">Without its folder.</param>
    /// <param name="text">The file's content.</param>
    /// <param name="versionId">The version.</param>
    public static void Remember(
        ModuleTransaction<WorkflowsDbContext> transaction, ImportedFile? imported, string definitionId, string fileName, string text, string versionId)
    {
        var hash = DefinitionDocuments.HashOf(text);
        if (imported is null)
        {
            transaction.Db.Files.Add(new ImportedFile
            {
                DefinitionId = definitionId,
                FileName = fileName,
                ContentHash = hash,
                VersionId = versionId,
                ImportedAt = transaction.Now,
            });
            return;
        }

        (imported.FileName, imported.ContentHash, imported.VersionId, imported.ImportedAt) = (fileName, hash, versionId, transaction.Now);
    }
}
