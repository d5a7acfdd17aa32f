using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Search;

/// <summary>Finds definitions, for lists that people sort, search and page through, and for designers that draw them.</summary>
public sealed class DefinitionSearch
{
    private readonly IServiceScopeFactory _scopes;

    internal DefinitionSearch(IServiceScopeFactory scopes) => _scopes = scopes;

    /// <summary>The versions that fit.</summary>
    public async Task<Found<FoundVersion>> ListAsync(DefinitionQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var versions = Filter(db.Versions.AsNoTracking(), query);
        var total = await versions.CountAsync(cancellationToken);
        // Without the texts, which are most of what is stored.
        var page = await Sort(versions, query)
            .Skip(query.Skip)
            .Take(query.Take ?? int.MaxValue)
            .Select(version => new FoundVersion
            {
                Id = version.Id,
                DefinitionId = version.DefinitionId,
                Version = version.Version,
                Revision = version.Revision,
                Name = version.Name,
                Description = version.Description,
                ToolVersion = version.ToolVersion,
                IsReadonly = version.IsReadonly,
                IsLatest = version.IsLatest,
                IsPublished = version.IsPublished,
                CreatedAt = version.CreatedAt,
            })
            .ToListAsync(cancellationToken);
        return new Found<FoundVersion>(page, total);
    }

    /// <summary>The versions with their texts, in no particular order.</summary>
    public async Task<IReadOnlyList<DefinitionVersion>> ReadAsync(DefinitionQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var rows = await Sort(Filter(db.Versions.AsNoTracking(), query), query).ToListAsync(cancellationToken);
        return [.. rows.Select(DefinitionVersion.Of)];
    }

    /// <summary>How many definitions there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>().Versions.CountAsync(version => version.IsLatest, cancellationToken);
    }

    /// <summary>Whether no other definition has this name.</summary>
    public async Task<bool> IsNameFreeAsync(string name, string? definitionId, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return !await db.Versions.AnyAsync(version => version.Name == name && version.DefinitionId != definitionId, cancellationToken);
    }

    /// <summary>Definitions with the workflows that they use, as they are now.</summary>
    /// <returns>In the order of <paramref name="versions"/>.</returns>
    public async Task<IReadOnlyList<DefinitionFamily>> ReadFamiliesAsync(IReadOnlyList<DefinitionVersion> versions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(versions);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await DefinitionFamily.ReadAsync(db, versions, cancellationToken);
    }

    /// <summary>Published definitions that would run a version inside them once that is published, as they would be then.</summary>
    /// <param name="versionId">The version.</param>
    /// <param name="consumers">The published definitions that run its definition inside them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<DefinitionFamily>> ReadConsumersAsync(
        string versionId, IReadOnlyList<string> consumers, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var version = await db.Versions.AsNoTracking().FirstOrDefaultAsync(stored => stored.Id == versionId, cancellationToken);
        if (version is null || version.IsPublished || consumers.Count == 0)
        {
            return [];
        }

        var rows = await db.Versions.AsNoTracking().Where(stored => stored.IsPublished && consumers.Contains(stored.DefinitionId)).ToListAsync(cancellationToken);
        var families = await DefinitionFamily.ReadAsync(db, [.. rows.Select(DefinitionVersion.Of)], cancellationToken, version);
        return [.. families.Where(family => family.Bundle.Workflows.Any(workflow => workflow.Id == versionId))];
    }

    /// <summary>What new instances of the definitions run on, by definition id. A definition without a published version is left out.</summary>
    public async Task<IReadOnlyDictionary<string, WorkflowBundle>> ReadPublishedBundlesAsync(
        IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definitionIds);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var rows = await db.Versions.AsNoTracking()
            .Where(version => version.IsPublished && version.BundleHash != null && definitionIds.Contains(version.DefinitionId))
            .Select(version => new { version.DefinitionId, version.BundleHash })
            .ToListAsync(cancellationToken);
        var bundles = await StoredBundle.ReadAsync(db, rows.Select(row => row.BundleHash!).Distinct(), cancellationToken);
        return rows.Where(row => bundles.ContainsKey(row.BundleHash!))
            .ToDictionary(row => row.DefinitionId, row => bundles[row.BundleHash!], StringComparer.Ordinal);
    }

    private static IQueryable<StoredVersion> Filter(IQueryable<StoredVersion> versions, DefinitionQuery query)
    {
        versions = query.Versions switch
        {
            VersionSet.Latest => versions.Where(version => version.IsLatest),
            VersionSet.Published => versions.Where(version => version.IsPublished),
            VersionSet.LatestOrPublished => versions.Where(version => version.IsLatest || version.IsPublished),
            VersionSet.LatestAndPublished => versions.Where(version => version.IsLatest && version.IsPublished),
            VersionSet.Draft => versions.Where(version => version.IsLatest && !version.IsPublished),
            _ => versions,
        };
        var (number, definitionIds, ids) = (query.Number, query.DefinitionIds, query.VersionIds);
        versions = number is null ? versions : versions.Where(version => version.Version == number);
        versions = definitionIds.Count == 0 ? versions : versions.Where(version => definitionIds.Contains(version.DefinitionId));
        versions = ids.Count == 0 ? versions : versions.Where(version => ids.Contains(version.Id));
        return string.IsNullOrWhiteSpace(query.Text) ? versions : WithText(versions, query.Text.Trim().ToLowerInvariant());
    }

#pragma warning disable CA1304, CA1311, CA1862 // This becomes SQL, which knows no cultures and no comparisons.
    private static IQueryable<StoredVersion> WithText(IQueryable<StoredVersion> versions, string lower) => versions.Where(version =>
        version.Name!.ToLower().Contains(lower)
        || version.Description!.ToLower().Contains(lower)
        || version.Id.ToLower().Contains(lower)
        || version.DefinitionId.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1311, CA1862

    private static IOrderedQueryable<StoredVersion> Sort(IQueryable<StoredVersion> versions, DefinitionQuery query)
    {
        var sorted = (query.Order, query.Descending) switch
        {
            (DefinitionOrder.Created, false) => versions.OrderBy(version => version.CreatedAt),
            (DefinitionOrder.Created, true) => versions.OrderByDescending(version => version.CreatedAt),
            (DefinitionOrder.Version, false) => versions.OrderBy(version => version.Version),
            (DefinitionOrder.Version, true) => versions.OrderByDescending(version => version.Version),
            (_, false) => versions.OrderBy(version => version.Name),
            _ => versions.OrderByDescending(version => version.Name),
        };
        return sorted.ThenBy(version => version.DefinitionId).ThenByDescending(version => version.Version);
    }
}
