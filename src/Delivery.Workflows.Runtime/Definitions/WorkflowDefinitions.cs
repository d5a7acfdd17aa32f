using System.Globalization;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Delivery.Workflows.Runtime.Files;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>
/// The stored definitions: what the Studio and operators do with them. Every change is one transaction, and changes are made one at a time
/// on all replicas together; nothing is cached, so that what one replica has published is what the next start on any replica runs.
/// </summary>
public sealed class WorkflowDefinitions
{
    private readonly BundlePublisher _publisher;
    private readonly IServiceScopeFactory _scopes;
    private readonly Transactions<WorkflowsDbContext> _transactions;
    private readonly DefinitionUses _uses;

    internal WorkflowDefinitions(
        Transactions<WorkflowsDbContext> transactions, IServiceScopeFactory scopes, BundlePublisher publisher, DefinitionUses uses)
    {
        _transactions = transactions;
        _scopes = scopes;
        _publisher = publisher;
        _uses = uses;
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

    /// <summary>All versions of a definition, the newest first.</summary>
    public async Task<Page<DefinitionVersion>> ListVersionsAsync(string definitionId, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var before = int.TryParse(page.After(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        var rows = await db.Versions.AsNoTracking()
            .Where(version => version.DefinitionId == definitionId && version.Version < before)
            .OrderByDescending(version => version.Version)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage([.. rows.Select(DefinitionVersion.Of)], version => version.Version.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The published definitions that run this one inside them, by id.</summary>
    public async Task<IReadOnlyList<string>> FindConsumersAsync(string definitionId, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await _uses.FindConsumersAsync(scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>(), definitionId, cancellationToken);
    }

    /// <summary>
    /// Stores the definition as a draft: in place of the latest version, or behind it when that one is or was published. The draft gets the id
    /// and the number of its place.
    /// </summary>
    /// <param name="definition">The draft.</param>
    /// <param name="expected">What it was made of, <see cref="DefinitionStamp.None"/> for a new one; null overwrites whatever is there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">Somebody else has changed the definition since <paramref name="expected"/>.</exception>
    public Task<DefinitionVersion> SaveDraftAsync(
        WorkflowDefinition definition, DefinitionStamp? expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return ChangeAsync(
            async (writer, _, token) =>
            {
                await writer.CheckAsync(definition.DefinitionId, expected, token);
                return await writer.SaveDraftAsync(definition, token);
            },
            cancellationToken);
    }

    /// <inheritdoc cref="SaveDraftAsync(WorkflowDefinition, DefinitionStamp?, CancellationToken)"/>
    public Task<DefinitionVersion> SaveDraftAsync(WorkflowDefinition definition, CancellationToken cancellationToken) =>
        SaveDraftAsync(definition, expected: null, cancellationToken);

    /// <summary>Stores several definitions as drafts, all of them or, when one is refused, none.</summary>
    /// <param name="drafts">The drafts, each with what it was made of, as for one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">Somebody else has changed one of the definitions meanwhile.</exception>
    public Task SaveDraftsAsync(
        IReadOnlyList<(WorkflowDefinition Definition, DefinitionStamp? Expected)> drafts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        return _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                foreach (var (definition, expected) in drafts)
                {
                    await writer.CheckAsync(definition.DefinitionId, expected, token);
                    await writer.SaveDraftAsync(definition, token);
                    await transaction.Db.SaveChangesAsync(token);
                }
            },
            cancellationToken);
    }

    /// <summary>Makes an earlier version the draft: a copy of it becomes the latest version. What is published stays.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="number">The earlier version's number.</param>
    /// <param name="expected">What is the latest version; null for whatever is.</param>
    /// <param name="who">Whose work the draft is; null for nobody's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">There is no such version, or somebody else has changed the definition since <paramref name="expected"/>.</exception>
    public Task<DefinitionVersion> RevertAsync(
        string definitionId, int number, DefinitionStamp? expected, string? who, CancellationToken cancellationToken) =>
        ChangeAsync(
            async (writer, db, token) =>
            {
                await writer.CheckAsync(definitionId, expected, token);
                var earlier = await db.Versions.FirstOrDefaultAsync(version => version.DefinitionId == definitionId && version.Version == number, token)
                    ?? throw WorkflowProblems.NoSuchVersion(definitionId);
                var draft = await writer.AddAsync(WorkflowDefinition.Parse(earlier.Source), DefinitionProviders.Api, token);
                if (who is not null)
                {
                    var document = WorkflowDefinition.Parse(draft.Source).Document.DeepClone().AsObject();
                    DefinitionBookkeeping.PutEditor(document, who, Guid.NewGuid().ToString("N"), draft.Id, number: 0);
                    draft.Put(WorkflowDefinition.Parse(document.ToJsonString()));
                }

                return draft;
            },
            cancellationToken);

    /// <inheritdoc cref="RevertAsync(string, int, DefinitionStamp?, string?, CancellationToken)"/>
    public Task<DefinitionVersion> RevertAsync(string definitionId, int number, DefinitionStamp? expected, CancellationToken cancellationToken) =>
        RevertAsync(definitionId, number, expected, who: null, cancellationToken);

    /// <summary>
    /// Makes the latest version the one that new instances run, in place of the one before; its triggers replace those. Published definitions
    /// that use it and follow it run it too from now on. Running instances stay on the versions that they started with (R13).
    /// </summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="expected">What is to be published; null for whatever is the latest.</param>
    /// <param name="author">Who does it, for the audit log; null for a program, which gives no notes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">
    /// There is no such definition, it or one that uses it is not valid, somebody else has changed it since <paramref name="expected"/>, or
    /// the checks have doubts and <paramref name="author"/> says nothing about them.
    /// </exception>
    public Task<Publication> PublishAsync(
        string definitionId, DefinitionStamp? expected, ChangeAuthor? author, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                var version = await writer.FindLatestAsync(definitionId, token) ?? throw WorkflowProblems.NoSuchVersion(definitionId);
                await writer.CheckAsync(definitionId, expected, token);
                if (version.IsPublished)
                {
                    return new Publication { Version = DefinitionVersion.Of(version), AlreadyPublished = true };
                }

                await writer.MarkPublishedAsync(version, author, token);
                var change = DefinitionChange.Publish(definitionId);
                var bundles = await _publisher.UpdateAsync(transaction, change, token);
                if (author is not null && bundles.Warnings.Count > 0 && string.IsNullOrWhiteSpace(author.Note))
                {
                    throw change.RefuseWithoutNote(bundles.Warnings);
                }

                return new Publication
                {
                    Version = DefinitionVersion.Of(version),
                    AlreadyPublished = false,
                    UpdatedConsumers = [.. bundles.Updated.Where(updated => updated != definitionId)],
                    Warnings = bundles.Warnings,
                };
            },
            cancellationToken);

    /// <inheritdoc cref="PublishAsync(string, DefinitionStamp?, ChangeAuthor?, CancellationToken)"/>
    public Task<Publication> PublishAsync(string definitionId, DefinitionStamp? expected, CancellationToken cancellationToken) =>
        PublishAsync(definitionId, expected, author: null, cancellationToken);

    /// <inheritdoc cref="PublishAsync(string, DefinitionStamp?, ChangeAuthor?, CancellationToken)"/>
    public Task<Publication> PublishAsync(string definitionId, CancellationToken cancellationToken) =>
        PublishAsync(definitionId, expected: null, cancellationToken);

    /// <summary>Lets no new instance start from triggers; running ones go on.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="author">Who does it, for the audit log; null for a program.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">There is no such definition, none of its versions is published, or a published definition needs it.</exception>
    public Task<DefinitionVersion> RetractAsync(string definitionId, ChangeAuthor? author, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                _ = await writer.FindLatestAsync(definitionId, token) ?? throw WorkflowProblems.NoSuchVersion(definitionId);
                var version = await writer.FindPublishedAsync(definitionId, token)
                    ?? throw new ProblemException(
                        WorkflowProblems.DefinitionNotPublished, $"No version of '{definitionId}' is published; there is nothing to retract.");
                var change = DefinitionChange.Retract(definitionId);
                await _uses.CheckNoConsumersAsync(transaction.Db, definitionId, [version.Id], change, token);
                writer.MarkRetracted(version, author);
                await _publisher.UpdateAsync(transaction, change, token);
                return DefinitionVersion.Of(version);
            },
            cancellationToken);

    /// <inheritdoc cref="RetractAsync(string, ChangeAuthor?, CancellationToken)"/>
    public Task<DefinitionVersion> RetractAsync(string definitionId, CancellationToken cancellationToken) =>
        RetractAsync(definitionId, author: null, cancellationToken);

    /// <summary>
    /// Deletes a version that nobody needs any more. Instances of it that have ended stay, with the bundle they ran on. When it was the latest,
    /// the highest that is left becomes it.
    /// </summary>
    /// <exception cref="ProblemException">There is no such version, or an instance that can still go on or a published definition needs it.</exception>
    public Task DeleteVersionAsync(string versionId, ChangeAuthor? author, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                var version = await transaction.Db.Versions.FirstOrDefaultAsync(stored => stored.Id == versionId, token)
                    ?? throw new ProblemException(
                        WorkflowProblems.DefinitionNotFound, $"There is no version '{versionId}'. List the definition's versions to see what there is.");
                await DeleteAsync(transaction, writer, [version], author, token);
            },
            cancellationToken);

    /// <inheritdoc cref="DeleteVersionAsync(string, ChangeAuthor?, CancellationToken)"/>
    public Task DeleteVersionAsync(string versionId, CancellationToken cancellationToken) => DeleteVersionAsync(versionId, author: null, cancellationToken);

    /// <summary>Deletes a definition with all its versions. Its file is imported again only once it has changed (R17).</summary>
    /// <exception cref="ProblemException">There is no such definition, or an instance that can still go on or a published definition needs it.</exception>
    public Task DeleteAsync(string definitionId, ChangeAuthor? author, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                var versions = await transaction.Db.Versions.Where(version => version.DefinitionId == definitionId).ToListAsync(token);
                await DeleteAsync(transaction, writer, versions.Count > 0 ? versions : throw WorkflowProblems.NoSuchVersion(definitionId), author, token);
            },
            cancellationToken);

    /// <inheritdoc cref="DeleteAsync(string, ChangeAuthor?, CancellationToken)"/>
    public Task DeleteAsync(string definitionId, CancellationToken cancellationToken) => DeleteAsync(definitionId, author: null, cancellationToken);

    /// <summary>The text for the file of a definition's published version: always the same for the same version (R17).</summary>
    /// <exception cref="ProblemException">There is no such definition, or none of its versions is published.</exception>
    public async Task<string> ExportAsync(string definitionId, CancellationToken cancellationToken)
    {
        var version = await FindAsync(definitionId, VersionSelector.Published, cancellationToken) ?? throw WorkflowProblems.NoSuchVersion(definitionId);
        var document = WorkflowDefinition.Parse(version.Source).Document.DeepClone().AsObject();
        DefinitionBookkeeping.Remove(document);
        return DefinitionText.Create(WorkflowDefinition.From(document));
    }

    private async Task DeleteAsync(
        ModuleTransaction<WorkflowsDbContext> transaction,
        DefinitionWriter writer,
        List<StoredVersion> versions,
        ChangeAuthor? author,
        CancellationToken cancellationToken)
    {
        var definitionId = versions[0].DefinitionId;
        var change = DefinitionChange.Delete(definitionId);
        string[] versionIds = [.. versions.Select(version => version.Id)];
        await _uses.CheckNoConsumersAsync(transaction.Db, definitionId, versionIds, change, cancellationToken);
        await _uses.CheckUnusedAsync(transaction.Db, definitionId, versionIds, cancellationToken);
        await writer.RemoveAsync(versions, author, cancellationToken);
        await _publisher.UpdateAsync(transaction, change, cancellationToken);
    }

    private Task<DefinitionVersion> ChangeAsync(
        Func<DefinitionWriter, WorkflowsDbContext, CancellationToken, Task<StoredVersion>> change, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                return DefinitionVersion.Of(await change(writer, transaction.Db, token));
            },
            cancellationToken);

    private async Task<DefinitionVersion?> FirstAsync(
        Func<IQueryable<StoredVersion>, IQueryable<StoredVersion>> filter, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var version = await filter(db.Versions.AsNoTracking()).FirstOrDefaultAsync(cancellationToken);
        return version is null ? null : DefinitionVersion.Of(version);
    }
}
