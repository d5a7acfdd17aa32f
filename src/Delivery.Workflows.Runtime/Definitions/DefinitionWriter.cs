using System.Globalization;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Changes definitions inside a transaction. One at a time writes definitions, on all replicas together.</summary>
internal sealed class DefinitionWriter(ModuleTransaction<WorkflowsDbContext> transaction)
{
    private readonly WorkflowsDbContext _db = transaction.Db;

    public static async Task<DefinitionWriter> OpenAsync(ModuleTransaction<WorkflowsDbContext> transaction, CancellationToken cancellationToken)
    {
        await CorrelationLocks.TakeAsync(transaction.Db, ["definitions"], cancellationToken);
        return new DefinitionWriter(transaction);
    }

    /// <summary>Stores the definition as its latest version, in place of the latest draft or, when that is published, as a version behind it.</summary>
    public async Task<StoredVersion> SaveDraftAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var latest = await FindLatestAsync(definition.DefinitionId, cancellationToken);
        if (latest is null or { IsPublished: true })
        {
            return await AddAsync(definition, DefinitionProviders.Api, cancellationToken);
        }

        latest.Source = DefinitionDocuments.WithIdentity(definition, latest.Id, latest.Version).ToJson();
        latest.Name = definition.Name;
        latest.UpdatedAt = transaction.Now;
        return latest;
    }

    /// <summary>Stores the definition as a new latest version. Its own id and number are kept if they are free and higher than all before.</summary>
    public async Task<StoredVersion> AddAsync(WorkflowDefinition definition, string provider, CancellationToken cancellationToken)
    {
        var versions = await _db.Versions.Where(version => version.DefinitionId == definition.DefinitionId).ToListAsync(cancellationToken);
        var highest = versions.Count == 0 ? 0 : versions.Max(version => version.Version);
        var number = Math.Max(definition.Version, highest + 1);
        var id = string.IsNullOrEmpty(definition.Id) || await _db.Versions.AnyAsync(version => version.Id == definition.Id, cancellationToken)
            ? Guid.CreateVersion7(transaction.Now).ToString("N", CultureInfo.InvariantCulture)
            : definition.Id;
        var identified = DefinitionDocuments.WithIdentity(definition, id, number);
        versions.ForEach(version => version.IsLatest = false);
        var stored = new StoredVersion
        {
            Id = id,
            DefinitionId = definition.DefinitionId,
            Version = number,
            Name = definition.Name,
            Source = identified.ToJson(),
            IsLatest = true,
            IsPublished = false,
            Provider = provider,
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
        };
        _db.Versions.Add(stored);
        return stored;
    }

    /// <summary>Makes the version the one that new instances run. <see cref="BundlePublisher"/> does the rest once all are marked.</summary>
    public async Task MarkPublishedAsync(StoredVersion version, CancellationToken cancellationToken)
    {
        var published = await _db.Versions
            .Where(other => other.DefinitionId == version.DefinitionId && other.IsPublished && other.Id != version.Id)
            .ToListAsync(cancellationToken);
        published.ForEach(other => other.IsPublished = false);
        version.IsPublished = true;
        version.PublishedAt = transaction.Now;
    }

    public Task<StoredVersion?> FindLatestAsync(string definitionId, CancellationToken cancellationToken) =>
        _db.Versions.FirstOrDefaultAsync(version => version.DefinitionId == definitionId && version.IsLatest, cancellationToken);

    public Task<StoredVersion?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        _db.Versions.FirstOrDefaultAsync(version => version.DefinitionId == definitionId && version.IsPublished, cancellationToken);
}
