using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Files;

/// <summary>Brings what is published back into the files under git (R17).</summary>
public sealed class DefinitionFiles
{
    private readonly IServiceScopeFactory _scopes;
    private readonly Transactions<WorkflowsDbContext> _transactions;

    internal DefinitionFiles(Transactions<WorkflowsDbContext> transactions, IServiceScopeFactory scopes)
    {
        _transactions = transactions;
        _scopes = scopes;
    }

    /// <summary>How the files of a folder and the published versions compare, by file name.</summary>
    /// <exception cref="WorkflowDefinitionException">A file is no definition.</exception>
    /// <exception cref="ProblemException">The database is not up to date.</exception>
    public async Task<IReadOnlyList<FileComparison>> CompareAsync(string directory, CancellationToken cancellationToken)
    {
        var files = await DefinitionFolder.ReadAsync(directory, cancellationToken);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new ProblemException(
                WorkflowProblems.DatabaseNotReady, "The database has no workflows yet, or is of an earlier version. Start Delivery once, or run it with --migrate.");
        }

        var versions = await db.Versions.AsNoTracking().Where(version => version.IsLatest || version.IsPublished).ToListAsync(cancellationToken);
        var imported = await db.Files.AsNoTracking().ToDictionaryAsync(file => file.DefinitionId, cancellationToken);
        var definitions = files.ToDictionary(file => WorkflowDefinition.Parse(file.Text).DefinitionId);
        return
        [
            .. versions.Select(version => version.DefinitionId).Concat(definitions.Keys).Distinct()
                .Select(id => Compare(
                    id,
                    definitions.GetValueOrDefault(id),
                    imported.GetValueOrDefault(id),
                    [.. versions.Where(version => version.DefinitionId == id)]))
                .OrderBy(comparison => comparison.FileName, StringComparer.Ordinal),
        ];
    }

    /// <summary>Writes every file from which something else is published. Where the file has changed too it stays, unless it is to be overwritten.</summary>
    public async Task<IReadOnlyList<FileComparison>> ExportAsync(string directory, bool overwrite, CancellationToken cancellationToken)
    {
        var results = new List<FileComparison>();
        foreach (var comparison in await CompareAsync(directory, cancellationToken))
        {
            if (comparison.State is FileState.Published or FileState.NoFile || (overwrite && comparison.State is FileState.Both))
            {
                await WriteAsync(Path.Combine(directory, comparison.FileName), comparison.Text!, cancellationToken);
                await RememberAsync(comparison, cancellationToken);
                results.Add(comparison with { IsWritten = true });
            }
            else
            {
                results.Add(comparison);
            }
        }

        return results;
    }

    private static FileComparison Compare(string definitionId, DefinitionFile? file, ImportedFile? imported, StoredVersion[] versions)
    {
        var published = Array.Find(versions, version => version.IsPublished);
        var text = published is null ? null : TextOf(file, published);
        var (added, removed) = text is null ? (0, 0) : LineDifference.Count(file?.Text ?? "", text);
        return new FileComparison
        {
            FileName = file?.Name ?? DefinitionFolder.NameFor(definitionId),
            DefinitionId = definitionId,
            State = StateOf(file, imported, published, text),
            PublishedVersion = published?.Version,
            DraftVersion = Array.Find(versions, version => version is { IsLatest: true, IsPublished: false })?.Version,
            AddedLines = added,
            RemovedLines = removed,
            Text = text,
            VersionId = published?.Id,
        };
    }

    private static FileState StateOf(DefinitionFile? file, ImportedFile? imported, StoredVersion? published, string? text)
    {
        if (published is null)
        {
            return imported is null && file is not null ? FileState.File : FileState.NotPublished;
        }

        if (file is null)
        {
            return FileState.NoFile;
        }

        if (file.Text == text)
        {
            return FileState.Same;
        }

        return (imported?.ContentHash == DefinitionDocuments.HashOf(file.Text), imported?.VersionId == published.Id) switch
        {
            (true, _) => FileState.Published,
            (false, true) => FileState.File,
            _ => FileState.Both,
        };
    }

    private static string TextOf(DefinitionFile? file, StoredVersion published)
    {
        var definition = WorkflowDefinition.Parse(published.Source);
        return file is null ? DefinitionText.Create(definition) : DefinitionText.Update(file.Text, definition);
    }

    /// <summary>All or nothing: a half-written file would be imported at the next start.</summary>
    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var temporary = path + ".new";
        await File.WriteAllTextAsync(temporary, text, cancellationToken);
        File.Move(temporary, path, overwrite: true);
    }

    private Task RememberAsync(FileComparison comparison, CancellationToken cancellationToken) => _transactions.RunAsync(
        async (transaction, token) =>
        {
            var imported = await transaction.Db.Files.FirstOrDefaultAsync(file => file.DefinitionId == comparison.DefinitionId, token);
            ImportedFile.Remember(transaction, imported, comparison.DefinitionId, comparison.FileName, comparison.Text!, comparison.VersionId!);
        },
        cancellationToken);
}
