using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>The stored definitions: what the Studio and operators do with them.</summary>
public sealed class WorkflowDefinitions
{
    private readonly BundlePublisher _publisher;
    private readonly IServiceScopeFactory _scopes;
    private readonly Transactions<WorkflowsDbContext> _transactions;

    internal WorkflowDefinitions(Transactions<WorkflowsDbContext> transactions, IServiceScopeFactory scopes, BundlePublisher publisher)
    {
        _transactions = transactions;
        _scopes = scopes;
        _publisher = publisher;
    }

    /// <summary>A definition's version; null when there is none.</summary>
    public Task<DefinitionVersion?> FindAsync(string definitionId, VersionSelector selector, CancellationToken cancellationToken) =>
        FirstAsync(
            versions => versions.Where(version => version.DefinitionId == definitionId
                && (selector == VersionSelector.Latest ? version.IsLatest : version.IsPublished)),
            cancellationToken);

    /// <summary>A definition's version by its number; null when there is none.</summary>
    public Task<DefinitionVersion?> FindAsync(string definitionId, int number, CancellationToken cancellationToken) =>
        FirstAsync(versions => versions.Where(version => version.DefinitionId == definitionId && version.Version == number), cancellationToken);

    /// <summary>A version by its id; null when there is none.</summary>
    public Task<DefinitionVersion?> FindVersionAsync(string versionId, CancellationToken cancellationToken) =>
        FirstAsync(versions => versions.Where(version => version.Id == versionId), cancellationToken);

    /// <summary>One version of each definition, by definition id.</summary>
    public async Task<Page<DefinitionVersion>> ListAsync(VersionSelector selector, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var after = page.After();
        var rows = await db.Versions.AsNoTracking()
            .Where(version => selector == VersionSelector.Latest ? version.IsLatest : version.IsPublished)
            .Where(version => after == null || version.DefinitionId.CompareTo(after) > 0)
            .OrderBy(version => version.DefinitionId)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage([.. rows.Select(DefinitionVersion.Of)], version => version.DefinitionId);
    }

    /// <summary>
    /// Stores the definition as a draft: in place of the latest version, or behind it when that one is published. The draft gets the id and
    /// the number of its place.
    /// </summary>
    public Task<DefinitionVersion> SaveDraftAsync(WorkflowDefinition definition, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                return DefinitionVersion.Of(await writer.SaveDraftAsync(definition, token));
            },
            cancellationToken);

    /// <summary>
    /// Makes the latest version the one that new instances run, in place of the one before; its triggers replace those. Running instances
    /// stay on the versions that they started with (R13).
    /// </summary>
    /// <exception cref="ProblemException">There is no such definition, or it is not valid.</exception>
    public Task<DefinitionVersion> PublishAsync(string definitionId, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                var version = await writer.FindLatestAsync(definitionId, token) ?? throw NotFound(definitionId);
                await writer.MarkPublishedAsync(version, token);
                await _publisher.UpdateAsync(transaction, token);
                return DefinitionVersion.Of(version);
            },
            cancellationToken);

    /// <summary>Lets no new instance start from triggers; running ones go on.</summary>
    /// <exception cref="ProblemException">There is no such definition, or none of its versions is published.</exception>
    public Task<DefinitionVersion> RetractAsync(string definitionId, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                var version = await writer.FindPublishedAsync(definitionId, token) ?? throw NotFound(definitionId);
                version.IsPublished = false;
                await _publisher.UpdateAsync(transaction, token);
                return DefinitionVersion.Of(version);
            },
            cancellationToken);

    /// <summary>The text for the file of a definition's published version: always the same for the same version (R17).</summary>
    /// <exception cref="ProblemException">There is no such definition, or none of its versions is published.</exception>
    public async Task<string> ExportAsync(string definitionId, CancellationToken cancellationToken)
    {
        var version = await FindAsync(definitionId, VersionSelector.Published, cancellationToken) ?? throw NotFound(definitionId);
        return WorkflowDefinition.Parse(version.Source).ToJson().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static ProblemException NotFound(string definitionId) => new(
        WorkflowProblems.DefinitionNotFound, $"There is no such version of '{definitionId}'. List the definitions to see what there is.");

    private async Task<DefinitionVersion?> FirstAsync(
        Func<IQueryable<StoredVersion>, IQueryable<StoredVersion>> filter, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var version = await filter(db.Versions.AsNoTracking()).FirstOrDefaultAsync(cancellationToken);
        return version is null ? null : DefinitionVersion.Of(version);
    }
}
