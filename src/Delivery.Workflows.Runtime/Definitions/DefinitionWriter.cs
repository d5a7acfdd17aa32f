using System.Globalization;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Changes definitions inside a transaction. One at a time writes definitions, on all replicas together.</summary>
/// <remarks>
/// A flag is taken from one version before it is given to another, in statements of their own: the unique indexes on the flags look at each
/// statement.
/// </remarks>
internal sealed class DefinitionWriter(ModuleTransaction<WorkflowsDbContext> transaction)
{
    private readonly WorkflowsDbContext _db = transaction.Db;

    public static async Task<DefinitionWriter> OpenAsync(ModuleTransaction<WorkflowsDbContext> transaction, CancellationToken cancellationToken)
    {
        await CorrelationLocks.TakeAsync(transaction.Db, ["definitions"], cancellationToken);
        return new DefinitionWriter(transaction);
    }

    /// <summary>Refuses a change that was made of something else than what is there now.</summary>
    public async Task CheckAsync(string definitionId, DefinitionStamp? expected, CancellationToken cancellationToken)
    {
        if (expected is null)
        {
            return;
        }

        var latest = await FindLatestAsync(definitionId, cancellationToken);
        if (expected != (latest is null ? DefinitionStamp.None : new DefinitionStamp(latest.Id, latest.Revision)))
        {
            throw new ProblemException(
                WorkflowProblems.DefinitionChanged,
                $"Somebody else has changed '{definitionId}' meanwhile; nothing of yours is stored. Read the latest version, and make your change again on top of it.")
            {
                Extensions = { ["latestVersionId"] = latest?.Id, ["latestVersion"] = latest?.Version, ["latestRevision"] = latest?.Revision },
            };
        }
    }

    /// <summary>Stores the definition as its latest version, in place of the latest draft or, when that is or was published, as a version behind it.</summary>
    public async Task<StoredVersion> SaveDraftAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        definition.CheckStorable();
        var latest = await FindLatestAsync(definition.DefinitionId, cancellationToken);
        if (latest is not { IsDraft: true })
        {
            return await AddAsync(definition, DefinitionProviders.Api, cancellationToken);
        }

        latest.Put(DefinitionDocuments.WithIdentity(definition, latest.Id, latest.Version));
        Touch(latest);
        return latest;
    }

    /// <summary>Stores the definition as a new latest version. Its own id and number are kept if they are free and higher than all before.</summary>
    public async Task<StoredVersion> AddAsync(WorkflowDefinition definition, string provider, CancellationToken cancellationToken)
    {
        definition.CheckStorable();
        var before = await _db.Versions.Where(version => version.DefinitionId == definition.DefinitionId && version.IsLatest).ToListAsync(cancellationToken);
        var highest = await _db.Versions.Where(version => version.DefinitionId == definition.DefinitionId)
            .MaxAsync(version => (int?)version.Version, cancellationToken) ?? 0;
        var number = Math.Max(definition.Version, highest + 1);
        var id = string.IsNullOrEmpty(definition.Id) || await _db.Versions.AnyAsync(version => version.Id == definition.Id, cancellationToken)
            ? Guid.CreateVersion7(transaction.Now).ToString("N", CultureInfo.InvariantCulture)
            : definition.Id;
        before.ForEach(version => version.IsLatest = false);
        await _db.SaveChangesAsync(cancellationToken);
        var stored = new StoredVersion
        {
            Id = id,
            DefinitionId = definition.DefinitionId,
            Version = number,
            IsLatest = true,
            IsPublished = false,
            Provider = provider,
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
        };
        stored.Put(DefinitionDocuments.WithIdentity(definition, id, number));
        _db.Versions.Add(stored);
        await _db.SaveChangesAsync(cancellationToken);
        return stored;
    }

    /// <summary>Makes the version the one that new instances run. <see cref="BundlePublisher"/> does the rest once all are marked.</summary>
    public async Task MarkPublishedAsync(StoredVersion version, ChangeAuthor? author, CancellationToken cancellationToken)
    {
        var published = await _db.Versions
            .Where(other => other.DefinitionId == version.DefinitionId && other.IsPublished && other.Id != version.Id)
            .ToListAsync(cancellationToken);
        published.ForEach(Unpublish);
        await _db.SaveChangesAsync(cancellationToken);
        version.IsPublished = true;
        version.BundleHash = null;
        version.PublishedAt = transaction.Now;
        Touch(version);
        Note(version, AuditAction.Published, author);
    }

    /// <summary>No version of the definition is what new instances run any more.</summary>
    public void MarkRetracted(StoredVersion version, ChangeAuthor? author)
    {
        Unpublish(version);
        Note(version, AuditAction.Retracted, author);
    }

    /// <summary>Takes versions of one definition away; when the latest is among them, the highest that is left becomes it.</summary>
    public async Task RemoveAsync(IReadOnlyList<StoredVersion> versions, ChangeAuthor? author, CancellationToken cancellationToken)
    {
        foreach (var published in versions.Where(version => version.IsPublished))
        {
            Note(published, AuditAction.Deleted, author);
        }

        _db.Versions.RemoveRange(versions);
        await _db.SaveChangesAsync(cancellationToken);
        if (!versions.Any(version => version.IsLatest))
        {
            return;
        }

        var highest = await _db.Versions.Where(version => version.DefinitionId == versions[0].DefinitionId)
            .OrderByDescending(version => version.Version)
            .FirstOrDefaultAsync(cancellationToken);
        if (highest is not null)
        {
            highest.IsLatest = true;
            Touch(highest);
        }
    }

    public Task<StoredVersion?> FindLatestAsync(string definitionId, CancellationToken cancellationToken) =>
        _db.Versions.FirstOrDefaultAsync(version => version.DefinitionId == definitionId && version.IsLatest, cancellationToken);

    public Task<StoredVersion?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        _db.Versions.FirstOrDefaultAsync(version => version.DefinitionId == definitionId && version.IsPublished, cancellationToken);

    private void Unpublish(StoredVersion version)
    {
        version.IsPublished = false;
        version.BundleHash = null;
        Touch(version);
    }

    private void Note(StoredVersion version, AuditAction action, ChangeAuthor? author) => _db.Audit.Add(new StoredAuditEntry
    {
        Id = Guid.CreateVersion7(transaction.Now).ToString("N", CultureInfo.InvariantCulture),
        DefinitionId = version.DefinitionId,
        VersionId = version.Id,
        Version = version.Version,
        Action = action,
        Who = author?.Who,
        Note = author?.Note,
        At = transaction.Now,
    });

    private void Touch(StoredVersion version)
    {
        version.UpdatedAt = transaction.Now;
        version.Revision++;
    }
}
